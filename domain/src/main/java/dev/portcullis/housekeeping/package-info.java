/** What the service does for itself in the background. */
package dev.portcullis.housekeeping;
