/** The service as a gateway. */
package dev.portcullis.app.gateway;
