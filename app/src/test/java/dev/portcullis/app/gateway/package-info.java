/** The service as a gateway: what passes through it, and what it adds. */
package dev.portcullis.app.gateway;
