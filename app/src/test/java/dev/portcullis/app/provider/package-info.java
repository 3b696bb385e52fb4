/** The three ports of the local provider as they are deployed. */
package dev.portcullis.app.provider;
