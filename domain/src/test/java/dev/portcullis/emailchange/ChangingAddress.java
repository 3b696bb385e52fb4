package dev.portcullis.emailchange;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender.Message;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.UnexpectedRateLimits;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A person who changes the address of their account, over stores in memory. */
abstract class ChangingAddress {
    static final EmailAddress NEW = new EmailAddress("new@example.com");
    static final EmailAddress THIRD = new EmailAddress("third@example.com");
    static final Duration DELAY = Duration.ofSeconds(7);

    final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    final SignedIn holder = SignedIn.someone(portcullis);
    final EmailAddress old = holder.email();

    Result<Void> request(SignedIn caller, EmailAddress to, Password current) {
        return portcullis
                .useCases
                .requestEmailChange()
                .execute(new RequestEmailChange.Command(caller.bearer(), to, current, aCaller()));
    }

    Result<ConfirmEmailChange.Confirmed> confirm(SignedIn caller, VerificationCode code) {
        return portcullis
                .useCases
                .confirmEmailChange()
                .execute(new ConfirmEmailChange.Command(caller.bearer(), code, aCaller()));
    }

    Optional<Reason> cancel(CancellationCode code) {
        return reasonOf(
                portcullis.useCases.cancelEmailChange().execute(new CancelEmailChange.Command(code, aCaller())));
    }

    void deliverAll() {
        while (portcullis.deliverMail() != DeliverMail.Outcome.IDLE) {
            portcullis.clock.advance(Duration.ofMillis(1));
        }
    }

    /** The same session with a new access token. */
    SignedIn refreshed() {
        Result<SessionTokens> tokens = portcullis
                .useCases
                .refreshSession()
                .execute(new RefreshSession.Command(holder.tokens().refresh(), aCaller()));
        return new SignedIn(portcullis, holder.account(), holder.email(), holder.session(), tokens.value());
    }

    /** Asks for a change and has its mails delivered. */
    void requested(EmailAddress to) {
        assertThat(reasonOf(request(holder, to, PASSWORD))).isEmpty();
        deliverAll();
    }

    void changedTo(EmailAddress to) {
        requested(to);
        assertThat(reasonOf(confirm(holder, code()))).isEmpty();
    }

    /** The code that was mailed last. */
    VerificationCode code() {
        return portcullis.mailbox.last().code();
    }

    static VerificationCode otherThan(VerificationCode code) {
        return new VerificationCode(code.reveal().equals("000000") ? "000001" : "000000");
    }

    /** The mails to old mailboxes, the earliest first. */
    List<Message> warnings() {
        return portcullis.mailbox.notices().stream()
                .filter(mail -> mail.kind() == MailKind.EMAIL_CHANGE_REQUESTED)
                .toList();
    }

    static CancellationCode cancellationIn(Message mail) {
        return new CancellationCode(Objects.requireNonNull(mail.code()).code().reveal());
    }

    CancellationCode cancellation() {
        List<Message> warnings = warnings();
        return cancellationIn(warnings.get(warnings.size() - 1));
    }

    EmailAddress address() {
        return account().email();
    }

    Account account() {
        return portcullis.database.call(
                () -> portcullis.accountStore.find(holder.account()).orElseThrow());
    }

    /** Someone else with an account of this address. */
    void occupy(EmailAddress address, boolean verified) {
        SignedIn other = SignedIn.someone(portcullis, verified);
        portcullis.database.run(() -> {
            Account found = portcullis.accountStore.lock(other.account()).orElseThrow();
            portcullis.accountStore.update(new Account(
                    found.id(),
                    address,
                    found.name(),
                    verified,
                    found.groups(),
                    found.registration(),
                    found.createdAt(),
                    false));
        });
    }

    /** Counts what it is asked, and refuses what a test chooses. */
    static final class Limits extends UnexpectedRateLimits {
        final List<String> asked = new ArrayList<>();
        final List<String> renamed = new ArrayList<>();
        String refused = "";
        Optional<Duration> guessDelay = Optional.empty();
        int wrongCodes;

        @Override
        public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
            String question = action + " " + subject;
            asked.add(question);
            return question.equals(refused) ? Optional.of(DELAY) : Optional.empty();
        }

        @Override
        public LoginAttempt attempt(ClientAddress address, String login) {
            asked.add("password of " + login);
            return guessDelay.map(LoginAttempt::delayed).orElseGet(LoginAttempt::uncounted);
        }

        @Override
        public LoginAttempt attemptCode(ClientAddress address) {
            wrongCodes++;
            return new LoginAttempt(guessDelay, false, false, () -> {}, () -> wrongCodes--);
        }

        @Override
        public void rename(String from, String to) {
            renamed.add(from + " " + to);
        }
    }
}
