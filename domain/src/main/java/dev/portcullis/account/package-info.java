/**
 * Accounts and their sign-up. Use cases: {@link dev.portcullis.account.SignUp}, {@link dev.portcullis.account.VerifyEmail},
 * {@link dev.portcullis.account.ResendVerification} and {@link dev.portcullis.account.DescribeAccount}; in the background
 * {@link dev.portcullis.account.ResolveMailRequests}. {@link dev.portcullis.administration.GroupAuditAccess} decides who may
 * read the audit log. The port that a provider implements is {@link dev.portcullis.account.Accounts}; the local provider is
 * {@link dev.portcullis.account.LocalAccounts}, over {@link dev.portcullis.account.AccountStore} and
 * {@link dev.portcullis.account.AccountSessions}, the part of the session feature that accounts need.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.account;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
