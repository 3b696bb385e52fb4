package dev.portcullis.composition;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.AccountsContract;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SessionsContract;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.CredentialsContract;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The local provider over the in-memory stores. */
class InMemoryProviderTest {
    abstract static class Provider implements ProviderContract {
        private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

        @Override
        public Accounts accounts() {
            return portcullis.local.accounts();
        }

        @Override
        public Credentials credentials() {
            return portcullis.local.credentials();
        }

        @Override
        public Sessions sessions() {
            return portcullis.sessions;
        }

        @Override
        public UnitOfWork work() {
            return portcullis.database;
        }

        @Override
        public VerificationCode codeMailedTo(EmailAddress email) {
            while (portcullis.deliverMail() != DeliverMail.Outcome.IDLE) {
                // one mail after the other
            }
            return portcullis.mailbox.mails().stream()
                    .filter(mail -> mail.to().equals(email))
                    .reduce((earlier, later) -> later)
                    .orElseThrow()
                    .code();
        }

        @Override
        public void letTimePass(Duration duration) {
            portcullis.clock.advance(duration);
        }
    }

    @Nested
    class AsAccounts extends Provider implements AccountsContract {}

    @Nested
    class AsCredentials extends Provider implements CredentialsContract {}

    @Nested
    class AsSessions extends Provider implements SessionsContract {}
}
