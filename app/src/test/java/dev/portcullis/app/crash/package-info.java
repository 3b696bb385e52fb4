/** What the packaged service leaves behind when its process is killed, and what it makes of that afterwards. */
package dev.portcullis.app.crash;
