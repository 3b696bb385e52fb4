/** Rules for the metrics that Quarkus collects. Metrics of features are in the packages of the features. */
package dev.portcullis.app.metrics;
