/** Query plans of all statements that the stores send. */
package dev.portcullis.persistence.plan;
