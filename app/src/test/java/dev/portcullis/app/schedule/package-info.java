@NullMarked
package dev.portcullis.app.schedule;

import org.jspecify.annotations.NullMarked;
