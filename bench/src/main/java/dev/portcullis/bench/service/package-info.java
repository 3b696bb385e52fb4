/**
 * Additions to the service for benchmarks: switches and probes that the product must not have. Everything else in that
 * build is the product.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.service;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
