/**
 * What a resource declares about its routes, for filters that see a request before the method does: {@link
 * dev.portcullis.http.route.Routes} finds the method, {@link dev.portcullis.http.route.Audited} names the action of the
 * audit event if the request is rejected, and {@link dev.portcullis.http.route.LocalOnly} marks the resources that a
 * gateway lacks.
 */
package dev.portcullis.http.route;
