package dev.portcullis.composition;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A person with an account and a session, for tests of what happens to both. */
public record SignedIn(
        InMemoryPortcullis portcullis, AccountId account, EmailAddress email, SessionId session, SessionTokens tokens) {
    /** With an account of their own, verified, in these groups, with the usual password. */
    public static SignedIn someone(InMemoryPortcullis portcullis, String... groups) {
        return someone(portcullis, true, groups);
    }

    public static SignedIn someone(InMemoryPortcullis portcullis, boolean verified, String... groups) {
        AccountId id = new AccountId(UUID.randomUUID());
        EmailAddress email = new EmailAddress(id.value() + "@example.com");
        var hash = portcullis.hasher.hash(ProviderContract.PASSWORD);
        portcullis.database.run(() -> {
            Instant now = portcullis.clock.instant();
            Account account = new Account(id, email, new DisplayName("Ada"), verified, Set.of(groups), 1, now, false);
            assertThat(portcullis.accountStore.insert(account)).isTrue();
            portcullis.credentialStore.put(id, hash, now);
        });
        return signIn(portcullis, email, ProviderContract.PASSWORD);
    }

    private static SignedIn signIn(InMemoryPortcullis portcullis, EmailAddress email, Password password) {
        Result<SessionTokens> result = attempt(portcullis, email, password);
        Result.Subject subject = result.subject();
        return new SignedIn(portcullis, subject.account(), email, subject.session(), result.value());
    }

    private static Result<SessionTokens> attempt(InMemoryPortcullis portcullis, EmailAddress email, Password password) {
        return portcullis
                .useCases
                .signIn()
                .execute(
                        new SignIn.Command(new Login(email.value()), password, new CaptchaAnswer(""), null, aCaller()));
    }

    /** The same person on another device. */
    public SignedIn onAnotherDevice() {
        return signIn(portcullis, email, ProviderContract.PASSWORD);
    }

    public Result<SessionTokens> tryWith(Password password) {
        return attempt(portcullis, email, password);
    }

    public boolean canSignInWith(Password password) {
        return !tryWith(password).isRefused();
    }

    public BearerToken bearer() {
        return ProviderContract.bearer(tokens);
    }

    public boolean canRefresh() {
        return !portcullis
                .useCases
                .refreshSession()
                .execute(new RefreshSession.Command(tokens.refresh(), aCaller()))
                .isRefused();
    }
}
