/** Files that are sent while their content is read, a few at a time. */
package dev.portcullis.http.download;
