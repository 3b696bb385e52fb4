/**
 * Sessions after sign-in. Their rules are in {@link Session}. The port that a provider implements is
 * {@link Sessions}, the local one is {@link LocalSessions}.
 */
package dev.portcullis.session;
