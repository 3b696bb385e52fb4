/** The page that documents the upstream, and its snippets. */
package dev.portcullis.app.page;
