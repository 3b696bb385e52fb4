/**
 * The settings under {@code portcullis.*} and the policies and adapter settings made from them. An invalid value stops
 * startup with the name of its key.
 */
package dev.portcullis.app.config;
