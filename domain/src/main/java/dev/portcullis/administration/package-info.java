/** Administration of other people's accounts by operators and administrators. Local provider only. */
package dev.portcullis.administration;
