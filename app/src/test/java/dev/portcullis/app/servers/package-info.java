/** The real servers that the service under test works with. */
package dev.portcullis.app.servers;
