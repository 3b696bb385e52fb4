package dev.portcullis.http.route;

import dev.portcullis.audit.AuditAction;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action that a request for this resource method stands for. A request that is rejected before a use case sees it
 * (cross-site, too large, malformed) leaves an event of this action. Required on every method that changes something
 * (POST, PUT, PATCH, DELETE); a rejected request for another method leaves no event.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {
    AuditAction value();
}
