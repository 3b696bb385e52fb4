/** Signing keys in a file instead of a table. */
@NullMarked
package com.example.keys;

import org.jspecify.annotations.NullMarked;
