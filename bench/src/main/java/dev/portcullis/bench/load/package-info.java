/** Clients that generate load, and their measurements. */
package dev.portcullis.bench.load;
