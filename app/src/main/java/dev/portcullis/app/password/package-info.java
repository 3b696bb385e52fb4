/** What is known about passwords without asking anybody. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.password;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
