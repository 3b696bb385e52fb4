/** Query plans of all statements that the stores send. */
@NullMarked
package dev.portcullis.persistence.plan;

import org.jspecify.annotations.NullMarked;
