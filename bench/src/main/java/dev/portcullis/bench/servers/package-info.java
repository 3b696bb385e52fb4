/** The measured processes: the service and its database. */
package dev.portcullis.bench.servers;
