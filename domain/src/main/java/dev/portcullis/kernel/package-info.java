/**
 * Types that all features share. Use cases return a {@link Result}, and the ports of a provider a
 * {@link Decision}. Nothing here depends on a feature.
 */
package dev.portcullis.kernel;
