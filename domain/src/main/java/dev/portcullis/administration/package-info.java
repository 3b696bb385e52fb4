/**
 * Administration of other people's accounts by operators and administrators:
 * {@link dev.portcullis.administration.ManageAccount} disables, enables or signs out an account,
 * {@link dev.portcullis.administration.ListGroups} and
 * {@link dev.portcullis.administration.ChangeGroups} list and change its groups,
 * {@link dev.portcullis.administration.InspectSessions} lists its sessions.
 * {@link dev.portcullis.administration.GroupAuditAccess} decides who may read the audit log. Local provider only.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.administration;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
