/** Background jobs: mail delivery, key rotation, audit partitions and seals, and the deletion of expired data. */
package dev.portcullis.app.schedule;
