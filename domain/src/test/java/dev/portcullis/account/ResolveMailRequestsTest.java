package dev.portcullis.account;

import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.mail.DeliverMail.Outcome;
import dev.portcullis.mail.MailKind;
import dev.portcullis.verification.MailedCodes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResolveMailRequestsTest {
    private static final Locale DANISH = Locale.forLanguageTag("da");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private void request(EmailAddress email, MailKind kind) {
        portcullis.database.run(
                () -> portcullis.outbox.request(email.value(), kind, DANISH, portcullis.clock.instant()));
    }

    /** Signs up and delivers the first mail. */
    @CanIgnoreReturnValue
    private SignUp.SignedUp signUp() {
        SignUp.SignedUp created = calls.signUp().value();
        assertThat(portcullis.deliverMail()).isEqualTo(Outcome.SENT);
        return created;
    }

    private boolean resolveOne() {
        return portcullis.useCases.resolveMailRequests().execute();
    }

    private void assertDropped(EmailAddress email, MailKind kind) {
        request(email, kind);

        assertThat(resolveOne()).isTrue();

        assertThat(resolveOne()).isFalse();
        assertThat(portcullis.deliverMail()).isEqualTo(Outcome.IDLE);
    }

    @Test
    void resolvesNothingWhenNothingIsRequested() {
        assertThat(resolveOne()).isFalse();
    }

    @Test
    void enqueuesTheMailThatIsOwedInTheLanguageOfTheRequest() {
        signUp();

        request(EMAIL, MailKind.VERIFICATION_CODE);
        assertThat(resolveOne()).isTrue();

        assertThat(resolveOne()).isFalse();
        assertThat(portcullis.deliverMail()).isEqualTo(Outcome.SENT);
        assertThat(portcullis.mailbox.last().to()).isEqualTo(EMAIL);
        assertThat(portcullis.mailbox.last().language()).isEqualTo(DANISH);
    }

    @ParameterizedTest
    @EnumSource
    void dropsARequestForAnUnknownAddress(MailKind kind) {
        assertDropped(EMAIL, kind);
    }

    /** The code of the first mail stays valid until the mail server has accepted the second. */
    @Test
    void keepsTheCodesThatWereMailedBefore() {
        SignUp.SignedUp created = signUp();
        request(EMAIL, MailKind.PASSWORD_RESET_CODE);
        assertThat(portcullis.deliverMail()).isEqualTo(Outcome.SENT);
        Optional<MailedCodes> mailed = resetCodes(created);

        request(EMAIL, MailKind.PASSWORD_RESET_CODE);
        assertThat(resolveOne()).isTrue();

        assertThat(mailed.flatMap(codes -> Optional.ofNullable(codes.current())))
                .isPresent();
        assertThat(resetCodes(created)).isEqualTo(mailed);
    }

    private Optional<MailedCodes> resetCodes(SignUp.SignedUp created) {
        return portcullis.database.call(
                () -> portcullis.mailedCodes.find(created.account().id(), MailKind.PASSWORD_RESET_CODE));
    }

    @Test
    void dropsARequestForACodeThatAVerifiedAccountDoesNotNeed() {
        SignUp.SignedUp created = calls.signUp().value();
        assertThat(ProviderContract.reasonOf(calls.verify(created.token(), calls.mailedCode())))
                .isEmpty();

        assertDropped(EMAIL, MailKind.VERIFICATION_CODE);
    }

    @Test
    void dropsARequestForADisabledAccount() {
        SignUp.SignedUp created = signUp();
        portcullis.database.run(() -> portcullis.accountStore.update(portcullis
                .accountStore
                .lock(created.account().id())
                .orElseThrow()
                .asDisabled(true)));

        for (MailKind kind : MailKind.values()) {
            assertDropped(EMAIL, kind);
        }
    }

    /** Notices are about events, so nobody can request them. */
    @ParameterizedTest
    @EnumSource
    void enqueuesOnlyKindsThatCanBeRequested(MailKind kind) {
        Set<MailKind> requestable = EnumSet.of(MailKind.VERIFICATION_CODE, MailKind.PASSWORD_RESET_CODE);
        signUp();

        request(EMAIL, kind);

        assertThat(portcullis.deliverMail()).isEqualTo(requestable.contains(kind) ? Outcome.SENT : Outcome.IDLE);
    }
}
