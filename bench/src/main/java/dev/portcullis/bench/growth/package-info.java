/** The parts of {@link dev.portcullis.bench.Growth}. */
package dev.portcullis.bench.growth;
