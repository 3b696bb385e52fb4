/**
 * Wires the service with plain constructors, one class per feature. {@link dev.portcullis.app.wiring.ProviderWiring}
 * contains the only condition: which provider stores the accounts.
 */
package dev.portcullis.app.wiring;
