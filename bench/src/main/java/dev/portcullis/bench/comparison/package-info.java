/** What {@link dev.portcullis.bench.Comparison} compares: services, and the limits of the machine. */
package dev.portcullis.bench.comparison;
