/** Pages of development mode, which no production build contains. */
package dev.portcullis.app.dev;
