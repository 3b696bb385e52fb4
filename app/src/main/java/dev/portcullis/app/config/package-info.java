/**
 * The settings under {@code portcullis.*}, and what they become: policies of the domain and settings of the adapters. A
 * bad value stops the start with the name of its key.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.config;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
