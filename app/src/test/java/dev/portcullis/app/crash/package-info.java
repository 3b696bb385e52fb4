/** The state that the packaged service leaves when its process is killed, and its recovery. */
package dev.portcullis.app.crash;
