/**
 * Accounts and their sign-up. The port that a provider implements is {@link Accounts}; the local provider is
 * {@link LocalAccounts}, over {@link AccountStore}.
 */
package dev.portcullis.account;
