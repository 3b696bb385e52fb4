/** Live reload of development mode; not part of the service. */
package dev.portcullis.livereload;
