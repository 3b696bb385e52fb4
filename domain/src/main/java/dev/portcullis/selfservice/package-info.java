/**
 * What owners do with their own account, apart from signing in: {@link dev.portcullis.selfservice.RenameAccount} changes
 * its name, {@link dev.portcullis.selfservice.ExportAccount} exports its data,
 * and {@link dev.portcullis.selfservice.DeleteAccount} deletes it. Local provider only.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.selfservice;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
