/** Background jobs: mail delivery, key rotation, the audit log, and the deletion of expired data. */
package dev.portcullis.app.schedule;
