/**
 * Who may sign in: accounts from sign-up over the proof of an e-mail address to their description. Use cases:
 * {@link dev.portcullis.account.SignUp}, {@link dev.portcullis.account.VerifyEmail},
 * {@link dev.portcullis.account.DescribeAccount}; {@link dev.portcullis.account.GroupAuditAccess} tells the audit feature
 * who may read. The port that a provider implements: {@link dev.portcullis.account.Accounts}; the local one is
 * {@link dev.portcullis.account.LocalAccounts}, over {@link dev.portcullis.account.AccountStore},
 * {@link dev.portcullis.verification.VerificationStore}, {@link dev.portcullis.verification.VerificationTokens},
 * {@link dev.portcullis.mail.MailOutbox}, and
 * {@link dev.portcullis.account.AccountSessions}, through which it asks for what only the session feature knows.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.account;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
