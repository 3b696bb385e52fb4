/**
 * Accounts over HTTP: sign-up, the proof of an e-mail address, passwords, and what owners do with their account. Each
 * method of a resource does three steps: parse the request, call the use case, turn its result into a response.
 */
package dev.portcullis.http.account;
