/** The service under other defaults of the JVM: locale, time zone and charset. */
package dev.portcullis.app.defaults;
