/**
 * Filters for every request and response: request ids, security headers, CORS and CSRF checks, the size limit of bodies,
 * and problems for failures outside of the resources. They are filters of the HTTP server, so that they also apply to a
 * 404 and a 405.
 */
package dev.portcullis.http.security;
