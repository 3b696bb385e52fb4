/** Password hashes in PostgreSQL, one for each account. A password in the clear never comes here. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.credential;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
