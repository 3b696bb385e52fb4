/** Reading the audit log: by pages, as a whole, and as it grows. */
package dev.portcullis.audit.reading;
