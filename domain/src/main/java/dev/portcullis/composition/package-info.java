/** The composition root: builds the graph of use cases from {@link Ports}. Used by the application and all tests. */
package dev.portcullis.composition;
