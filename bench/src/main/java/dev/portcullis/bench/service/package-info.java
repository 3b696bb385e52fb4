/**
 * Additions to the service for benchmarks: switches and probes that the product must not have. Everything else in that
 * build is the product.
 */
package dev.portcullis.bench.service;
