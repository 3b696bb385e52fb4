/** Annotations for the checks of the build. They have no effect at run time. */
@NullMarked
@CheckReturnValue
package dev.portcullis.annotation;

import org.jspecify.annotations.NullMarked;
