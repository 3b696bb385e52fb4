/** Rules for the metrics that Quarkus collects. Metrics of features are in the packages of the features. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.metrics;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
