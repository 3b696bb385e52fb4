/** The gateway: the client of the upstream as the provider, and its state. */
package dev.portcullis.app.gateway;
