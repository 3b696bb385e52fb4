package dev.portcullis.app.dev;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A resource for requests to the host localhost; {@link LocalHostFilter} rejects others. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface LocalHostOnly {}
