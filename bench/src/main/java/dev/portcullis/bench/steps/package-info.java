/** Single steps of a request, for {@link dev.portcullis.bench.Allocation}. JMH runs them on one thread. */
@NullMarked
package dev.portcullis.bench.steps;

import org.jspecify.annotations.NullMarked;
