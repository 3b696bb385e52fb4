/** The clients, and the code on their page of the documentation, against the packaged service. */
package dev.portcullis.app.clients;
