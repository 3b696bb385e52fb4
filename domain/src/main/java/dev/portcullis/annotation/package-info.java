/** Annotations for the checks of the build. They have no effect at run time. */
package dev.portcullis.annotation;
