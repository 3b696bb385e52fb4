/**
 * What people do with their password. The port that a provider implements is {@link Credentials}, the local one is
 * {@link LocalCredentials}.
 */
package dev.portcullis.signin;
