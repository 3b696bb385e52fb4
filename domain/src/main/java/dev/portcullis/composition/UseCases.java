package dev.portcullis.composition;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.ResendVerification;
import dev.portcullis.account.ResolveMailRequests;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ListGroups;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.audit.reading.TailAuditLog;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.emailchange.AddressChanger;
import dev.portcullis.emailchange.CancelEmailChange;
import dev.portcullis.emailchange.ConfirmEmailChange;
import dev.portcullis.emailchange.EmailChange;
import dev.portcullis.emailchange.EmailChangeMails;
import dev.portcullis.emailchange.OldMailboxes;
import dev.portcullis.emailchange.RequestEmailChange;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.AccountMails;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailContents;
import dev.portcullis.mail.MailKind;
import dev.portcullis.selfservice.DeleteAccount;
import dev.portcullis.selfservice.ExportAccount;
import dev.portcullis.selfservice.RenameAccount;
import dev.portcullis.session.EndAllSessions;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.ChangePassword;
import dev.portcullis.signin.CurrentPassword;
import dev.portcullis.signin.ForgotPassword;
import dev.portcullis.signin.ResetPassword;
import dev.portcullis.signin.SignIn;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.ImportSigningKey;
import dev.portcullis.signingkey.ListSigningKeys;
import dev.portcullis.signingkey.RevokeSigningKey;
import dev.portcullis.signingkey.RotateSigningKeys;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The graph of use cases. Each call builds a use case, which keeps no state; the {@link Auditor}, which counts early
 * rejections, exists once. Use cases of the local provider exist in a gateway as well, where no route leads to them. Safe
 * for use by many threads. Long, because it has one method for each use case: two classes would be two places to look in.
 */
public final class UseCases {
    private final Ports ports;
    private final LocalProvider local;
    private final Auditor auditor;
    private final Lock mailHashing = new ReentrantLock();

    public UseCases(Ports ports) {
        this.ports = ports;
        this.local = new LocalProvider(ports);
        this.auditor = new Auditor(ports.auditWriter(), ports.unitOfWork(), ports.auditFailurePolicy());
    }

    public Auditor auditor() {
        return auditor;
    }

    // ---- accounts

    public SignUp signUp() {
        return new SignUp(
                auditor, ports.rateLimiter(), captchaCheck(), ports.provider().accounts());
    }

    public VerifyEmail verifyEmail() {
        return new VerifyEmail(auditor, ports.rateLimiter(), ports.provider().accounts());
    }

    public ResendVerification resendVerification() {
        return new ResendVerification(auditor, ports.rateLimiter(), ports.mailOutbox(), ports.clock());
    }

    public DescribeAccount describeAccount() {
        return new DescribeAccount(ports.provider().accounts());
    }

    public ResolveMailRequests resolveMailRequests() {
        return new ResolveMailRequests(
                ports.mailOutbox(),
                ports.accountStore(),
                ports.verificationStore(),
                ports.mailedCodeStore(),
                ports.unitOfWork(),
                ports.clock());
    }

    public RenameAccount renameAccount() {
        return new RenameAccount(auditor, ports.rateLimiter(), local.sessions(), ports.accountStore());
    }

    public ExportAccount exportAccount() {
        return new ExportAccount(
                auditor,
                ports.rateLimiter(),
                local.sessions(),
                ports.mailOutbox(),
                ports.auditReader(),
                ports.unitOfWork());
    }

    public DeleteAccount deleteAccount() {
        return new DeleteAccount(
                auditor,
                ports.auditWriter(),
                ports.rateLimiter(),
                currentPassword(),
                ports.accountStore(),
                new OldMailboxes(ports.emailChangeStore()),
                ports.mailOutbox(),
                ports.clock());
    }

    public DeliverMail deliverMail() {
        return new DeliverMail(
                ports.mailOutbox(),
                this::mailContents,
                ports.verificationPolicy(),
                ports.passwordHasher(),
                ports.mailSender(),
                ports.unitOfWork(),
                ports.clock(),
                ports.random(),
                mailHashing);
    }

    private MailContents mailContents(MailKind kind) {
        Function<AccountId, Optional<String>> addresses = id ->
                ports.accountStore().find(id).map(account -> account.email().value());
        return switch (kind) {
            case PASSWORD_RESET_CODE ->
                new AccountMails(
                        addresses, (account, change) -> ports.mailedCodeStore().change(account, kind, change));
            case EMAIL_CHANGE_CODE, EMAIL_CHANGE_REQUESTED ->
                new EmailChangeMails(ports.accountStore(), ports.emailChangeStore(), ports.cancellationCodes());
            case VERIFICATION_CODE,
                    PASSWORD_RESET,
                    PASSWORD_CHANGED,
                    SUSPICIOUS_SIGN_IN,
                    SIGN_UP_ATTEMPTED,
                    ACCOUNT_DELETED -> new AccountMails(addresses, ports.verificationStore()::changeCodes);
        };
    }

    public PurgeExpiredData purgeExpiredData() {
        return new PurgeExpiredData(
                ports.expiredData(), ports.purgePolicy(), EmailChange.CANCELABLE, ports.unitOfWork(), ports.clock());
    }

    // ---- sign-in and sessions

    public CaptchaCheck captchaCheck() {
        return ports.captchaCheck();
    }

    public SignIn signIn() {
        return new SignIn(
                auditor,
                ports.rateLimiter(),
                captchaCheck(),
                ports.provider().credentials(),
                ports.accountStore(),
                ports.mailOutbox(),
                ports.clock());
    }

    public ForgotPassword forgotPassword() {
        return new ForgotPassword(auditor, ports.rateLimiter(), ports.mailOutbox(), ports.clock());
    }

    public ResetPassword resetPassword() {
        return new ResetPassword(
                auditor,
                ports.rateLimiter(),
                ports.accountStore(),
                ports.verificationStore(),
                ports.mailedCodeStore(),
                ports.verificationPolicy(),
                ports.credentialStore(),
                local.codeComparison(),
                ports.passwordHasher(),
                ports.passwordPolicy(),
                local.sessions(),
                ports.mailOutbox(),
                ports.unitOfWork(),
                ports.clock(),
                ports.ids());
    }

    public RefreshSession refreshSession() {
        return new RefreshSession(auditor, ports.rateLimiter(), ports.provider().sessions());
    }

    public SignOut signOut() {
        return new SignOut(auditor, ports.provider().sessions());
    }

    public ChangePassword changePassword() {
        return new ChangePassword(
                auditor,
                ports.rateLimiter(),
                currentPassword(),
                local.sessions(),
                ports.credentialStore(),
                ports.passwordHasher(),
                ports.passwordPolicy(),
                ports.mailOutbox(),
                ports.clock());
    }

    private CurrentPassword currentPassword() {
        return new CurrentPassword(
                ports.rateLimiter(),
                local.sessions(),
                ports.accountStore(),
                ports.credentialStore(),
                ports.passwordHasher(),
                ports.unitOfWork());
    }

    // ---- change of the e-mail address

    public RequestEmailChange requestEmailChange() {
        return new RequestEmailChange(
                auditor,
                ports.rateLimiter(),
                currentPassword(),
                ports.emailChangeStore(),
                ports.cancellationCodes(),
                ports.mailOutbox(),
                ports.clock(),
                ports.ids());
    }

    public ConfirmEmailChange confirmEmailChange() {
        return new ConfirmEmailChange(
                auditor,
                ports.rateLimiter(),
                local.sessions(),
                ports.accountStore(),
                ports.emailChangeStore(),
                addressChanger(),
                ports.verificationStore(),
                local.codeComparison(),
                ports.mailOutbox(),
                ports.clock());
    }

    public CancelEmailChange cancelEmailChange() {
        return new CancelEmailChange(
                auditor,
                ports.rateLimiter(),
                local.sessions(),
                ports.accountStore(),
                ports.credentialStore(),
                ports.emailChangeStore(),
                addressChanger(),
                ports.passwordHasher(),
                ports.clock());
    }

    private AddressChanger addressChanger() {
        return new AddressChanger(ports.accountStore(), ports.mailedCodeStore(), ports.rateLimiter(), ports.ids());
    }

    public ListSessions listSessions() {
        return new ListSessions(local.sessions());
    }

    public EndSession endSession() {
        return new EndSession(auditor, local.sessions());
    }

    public EndAllSessions endAllSessions() {
        return new EndAllSessions(auditor, local.sessions(), ports.accountStore());
    }

    // ---- administration

    public InspectSessions inspectSessions() {
        return new InspectSessions(auditor, local.sessions(), ports.accountStore());
    }

    public ManageAccount manageAccount() {
        return new ManageAccount(auditor, local.sessions(), ports.accountStore());
    }

    public ListGroups listGroups() {
        return new ListGroups(ports.accountStore(), ports.unitOfWork());
    }

    public ChangeGroups changeGroups() {
        return new ChangeGroups(auditor, ports.accountStore());
    }

    // ---- audit log

    public RejectRequest rejectRequest() {
        return new RejectRequest(auditor);
    }

    public ReadAuditLog readAuditLog() {
        return new ReadAuditLog(ports.provider().auditAccess(), ports.auditReader(), auditor);
    }

    public ExportAuditLog exportAuditLog() {
        return new ExportAuditLog(ports.provider().auditAccess(), ports.auditReader(), ports.unitOfWork(), auditor);
    }

    /** For commands, without a token: with the encryption key and the database, operators could read everything anyway. */
    public ExportAuditLog exportAuditLogAsOperator() {
        return new ExportAuditLog(token -> Result.done(), ports.auditReader(), ports.unitOfWork(), auditor);
    }

    public TailAuditLog tailAuditLog() {
        return new TailAuditLog(auditor, ports.auditReader(), ports.unitOfWork());
    }

    public ApplyAuditRetention applyAuditRetention() {
        return new ApplyAuditRetention(
                ports.auditPartitions(), ports.dropRecorder(), ports.auditRetention(), ports.unitOfWork());
    }

    // ---- signing keys

    public ListSigningKeys listSigningKeys() {
        return new ListSigningKeys(ports.signingKeyStore(), ports.unitOfWork());
    }

    public EnsureSigningKeys ensureSigningKeys() {
        return new EnsureSigningKeys(
                ports.signingKeyStore(), ports.keyPairGenerator(), ports.keyPolicy(), ports.unitOfWork());
    }

    public RotateSigningKeys rotateSigningKeys() {
        return new RotateSigningKeys(auditor, ports.signingKeyStore(), ports.keyPairGenerator(), ports.keyPolicy());
    }

    public RevokeSigningKey revokeSigningKey() {
        return new RevokeSigningKey(auditor, ports.signingKeyStore(), ports.keyPairGenerator(), ports.keyPolicy());
    }

    public ImportSigningKey importSigningKey() {
        return new ImportSigningKey(auditor, ports.signingKeyStore(), ports.keyPolicy());
    }
}
