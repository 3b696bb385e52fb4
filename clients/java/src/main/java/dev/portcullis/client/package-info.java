/**
 * Client of the Portcullis authentication service. {@link dev.portcullis.client.PortcullisClient} has a method for each
 * operation of the API; the records are its responses.
 */
@NullMarked
package dev.portcullis.client;

import org.jspecify.annotations.NullMarked;
