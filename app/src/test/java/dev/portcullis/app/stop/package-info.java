@NullMarked
package dev.portcullis.app.stop;

import org.jspecify.annotations.NullMarked;
