package dev.portcullis.selfservice;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ExportAccountTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final SignedIn holder = SignedIn.someone(calls.portcullis);

    private Result<ExportAccount.Exported> export(BearerToken token) {
        return export(token, () -> {});
    }

    private Result<ExportAccount.Exported> export(BearerToken token, Runnable admission) {
        // An export has the events before it.
        calls.portcullis.clock.advance(Duration.ofSeconds(1));
        return calls.portcullis
                .useCases
                .exportAccount()
                .execute(new ExportAccount.Command(token, aCaller(), admission));
    }

    private static List<AuditRecord> events(ExportAccount.Exported exported) {
        List<AuditRecord> events = new ArrayList<>();
        exported.forEachEvent(events::add);
        return events;
    }

    @Test
    void containsTheAccountItsSessionsItsMailsAndItsEventsAndNothingOfOthers() {
        SignedIn other = holder.onAnotherDevice();
        SignedIn stranger = SignedIn.someone(calls.portcullis);
        calls.portcullis.database.run(() -> calls.portcullis.outbox.enqueue(
                holder.account(), MailKind.PASSWORD_CHANGED, Locale.ENGLISH, calls.portcullis.clock.instant()));

        ExportAccount.Exported exported = export(holder.bearer()).value();

        assertThat(exported.account().id()).isEqualTo(holder.account());
        assertThat(exported.sessions())
                .extracting(Session::id)
                .containsExactlyInAnyOrder(holder.session(), other.session());
        assertThat(exported.notices()).extracting(MailOutbox.Listed::kind).containsExactly(MailKind.PASSWORD_CHANGED);
        assertThat(events(exported))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.account()).isEqualTo(holder.account()))
                .noneSatisfy(event -> assertThat(event.session()).isEqualTo(stranger.session()));
        assertThat(calls.portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.EXPORT_ACCOUNT, "sensitive_read", "", holder.account(), holder.session()));
    }

    @Test
    void isRefusedWithoutAPlaceOnlyToTheHolder() {
        Runnable noPlace = () -> {
            throw new Overloaded(Duration.ofSeconds(5));
        };

        assertThat(export(new BearerToken("forged"), noPlace).isRefusedWith(Reason.NOT_AUTHENTICATED))
                .isTrue();
        assertThatThrownBy(() -> export(holder.bearer(), noPlace)).isInstanceOf(Overloaded.class);

        assertThat(calls.portcullis.audit.last())
                .isEqualTo(AuditEvents.refused(AuditAction.EXPORT_ACCOUNT, "excess_rate_limit_exceeded", "overloaded"));
    }

    @Test
    void doesNotShowWhichAdministratorDidSomethingFromWhere() {
        SignedIn administrator = SignedIn.someone(calls.portcullis, "admin");
        var unused = calls.portcullis
                .useCases
                .manageAccount()
                .execute(new ManageAccount.Command(
                        administrator.bearer(), holder.account(), ManageAccount.Change.SIGN_OUT, aCaller()));
        SignedIn again = holder.onAnotherDevice();

        List<AuditRecord> events = events(export(again.bearer()).value());

        assertThat(events)
                .filteredOn(event -> "ended_by_administrator".equals(event.reason()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.session()).isNull();
                    assertThat(event.address()).isEmpty();
                    assertThat(event.userAgent()).isNull();
                    assertThat(event.requestId()).isEmpty();
                });
    }

    /** The events stay, and no longer lead to the login. */
    @Test
    void goesOnWhenTheAccountIsDeletedBeforeItsEventsAreRead() {
        ExportAccount.Exported exported = export(holder.bearer()).value();
        assertThat(reasonOf(calls.portcullis
                        .useCases
                        .deleteAccount()
                        .execute(new DeleteAccount.Command(holder.bearer(), PASSWORD, aCaller()))))
                .isEmpty();

        assertThat(events(exported))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.maskedLogin()).isNull());
    }

    @Test
    void requiresAnActiveSession() {
        calls.portcullis.database.run(() -> assertThat(calls.portcullis.sessions.end(
                        holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());

        assertThat(reasonOf(export(holder.bearer()))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(calls.portcullis.audit.last().type()).isEqualTo("authz_fail");
    }

    @Test
    void countsAsASignInForTheRateLimit() {
        calls.exceedRateLimit();

        assertThat(reasonOf(export(holder.bearer()))).contains(Reason.TOO_MANY_ATTEMPTS);
    }

    @Test
    void showsNothingIfTheEventCannotBeWritten() {
        calls.portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> export(holder.bearer())).isInstanceOf(AuditUnavailable.class);
    }
}
