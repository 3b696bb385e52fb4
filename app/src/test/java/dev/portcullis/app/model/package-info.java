/**
 * The session's state machine against a model of it: random commands to the provider as it is deployed, each answer held
 * against what the rules say, and a failure brought down to the shortest history that shows it.
 */
package dev.portcullis.app.model;
