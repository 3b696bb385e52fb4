/** Benchmarks: each class with a {@code main} is one and prints a table. See {@code bench/README.md}. */
package dev.portcullis.bench;
