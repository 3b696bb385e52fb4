@NullMarked
package dev.portcullis.app.connections;

import org.jspecify.annotations.NullMarked;
