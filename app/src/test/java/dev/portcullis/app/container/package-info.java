@NullMarked
package dev.portcullis.app.container;

import org.jspecify.annotations.NullMarked;
