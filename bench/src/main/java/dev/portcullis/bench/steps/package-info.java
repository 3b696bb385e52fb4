/** Single steps of a request, for {@link dev.portcullis.bench.Allocation}. JMH runs them on one thread. */
package dev.portcullis.bench.steps;
