/** How long audit events are kept: partitions of coming months are created, and old ones dropped. */
package dev.portcullis.audit.retention;
