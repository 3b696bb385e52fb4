/**
 * The session's state machine compared with a model: random commands to the deployed provider, each response checked
 * against the rules, and a failure reduced to the shortest history that shows it.
 */
package dev.portcullis.app.model;
