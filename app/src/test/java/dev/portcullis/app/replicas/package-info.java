@NullMarked
package dev.portcullis.app.replicas;

import org.jspecify.annotations.NullMarked;
