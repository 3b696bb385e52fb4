/**
 * Cookies and access tokens: {@link dev.portcullis.http.cookie.CookieFactory} alone knows the paths and attributes of
 * the cookies, {@link dev.portcullis.http.cookie.AccessTokenExtractor} finds the access token of a request in a header or
 * a cookie.
 */
package dev.portcullis.http.cookie;
