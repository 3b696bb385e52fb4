package dev.portcullis.composition;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.account.Account;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import dev.portcullis.verification.VerificationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What happens to the decisions of a remote provider, and what the audit log has of them. Long, because each use case of a
 * provider passes each outcome.
 */
class RemoteDecisionTest {
    private static final AttemptedLogin LOGIN = UseCaseCalls.EMAIL.attempted();

    private static final AuditEvent ANNOUNCED = AuditEvents.attempted(AuditAction.SIGN_IN, LOGIN);
    private static final AuditEvent SIGNED_IN = AuditEvents.signedIn(null, null, LOGIN);

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final InMemoryAuditWriter audit = portcullis.audit;

    private static AuditEvent refused(AuditAction action, String type, String reason, @Nullable AttemptedLogin login) {
        return AuditEvents.refused(action, type, reason, null, null, login);
    }

    /** The provider need not report which account or session a result is about. */
    @Nested
    class InTheAuditLog {
        private Result<?> answer = Result.done();

        @SuppressWarnings("unchecked") // the test that set the answer knows its type
        private <T> Decision<T> decision() {
            return Decision.remote(announcement -> {
                announcement.run();
                return (Result<T>) answer;
            });
        }

        private final class RemoteProvider implements AccountProvider, Accounts, Credentials, Sessions {
            @Override
            public Accounts accounts() {
                return this;
            }

            @Override
            public Credentials credentials() {
                return this;
            }

            @Override
            public Sessions sessions() {
                return this;
            }

            @Override
            public AuditAccess auditAccess() {
                throw new UnsupportedOperationException("leaves no event");
            }

            @Override
            public Decision<SignUp.SignedUp> signUp(SignUp.Registration registration) {
                return decision();
            }

            @Override
            public Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code) {
                return decision();
            }

            @Override
            public Result<Account> describe(BearerToken token) {
                throw new UnsupportedOperationException("leaves no event");
            }

            @Override
            public Decision<SessionTokens> exchange(Login login, Password password, @Nullable RefreshToken replaced) {
                return decision();
            }

            @Override
            public Decision<SessionTokens> refresh(@Nullable RefreshToken token) {
                return decision();
            }

            @Override
            public Decision<Void> end(@Nullable RefreshToken token) {
                return decision();
            }
        }

        InTheAuditLog() {
            portcullis.provider = new RemoteProvider();
        }

        private AuditEvent eventAfter(Result<?> result, Supplier<Result<?>> call) {
            answer = result;
            int before = audit.events().size();
            assertThat(call.get()).isSameAs(result);
            assertThat(audit.events()).hasSize(before + 2);
            return audit.last();
        }

        private AuditEvent afterSignUp(Result<?> result) {
            return eventAfter(
                    result,
                    () -> portcullis
                            .useCases
                            .signUp()
                            .execute(new SignUp.Command(
                                    ProviderContract.aRegistration(UseCaseCalls.EMAIL),
                                    UseCaseCalls.ANSWER,
                                    aCaller())));
        }

        private AuditEvent afterVerification(Result<?> result) {
            return eventAfter(
                    result,
                    () -> portcullis
                            .useCases
                            .verifyEmail()
                            .execute(new VerifyEmail.Command(
                                    new BearerToken("x"), new VerificationCode("123456"), aCaller())));
        }

        private AuditEvent afterSignIn(Result<?> result) {
            return eventAfter(
                    result,
                    () -> portcullis
                            .useCases
                            .signIn()
                            .execute(new SignIn.Command(
                                    new Login(UseCaseCalls.EMAIL.value()),
                                    ProviderContract.PASSWORD,
                                    UseCaseCalls.ANSWER,
                                    null,
                                    aCaller())));
        }

        private AuditEvent afterRefresh(Result<?> result) {
            return eventAfter(
                    result,
                    () -> portcullis.useCases.refreshSession().execute(new RefreshSession.Command(null, aCaller())));
        }

        private AuditEvent afterSignOut(Result<?> result) {
            return eventAfter(
                    result, () -> portcullis.useCases.signOut().execute(new SignOut.Command(null, aCaller())));
        }

        @Test
        void namesNeitherAccountNorSessionIfTheProviderReportsNone() {
            assertThat(afterSignUp(Result.done()))
                    .isEqualTo(new AuditEvent(
                            AuditAction.SIGN_UP,
                            "user_created",
                            AuditEvent.Outcome.SUCCESS,
                            "",
                            null,
                            null,
                            LOGIN,
                            null));
            assertThat(afterVerification(Result.done().noting("email_verified")))
                    .isEqualTo(AuditEvents.succeeded(AuditAction.VERIFY_EMAIL, "user_updated", "email_verified"));
            assertThat(afterSignIn(Result.done())).isEqualTo(SIGNED_IN);
            assertThat(afterRefresh(Result.done().noting("untold")))
                    .isEqualTo(AuditEvents.succeeded(AuditAction.REFRESH, "authn_token_created", "untold"));
            assertThat(afterSignOut(Result.done().noting("signed_out")))
                    .isEqualTo(AuditEvents.succeeded(AuditAction.SIGN_OUT, "authn_token_revoked", "signed_out"));
        }

        @Test
        void claimsNoExactReasonForARefusal() {
            assertThat(afterSignIn(Result.refused(Reason.INVALID_CREDENTIALS)))
                    .isEqualTo(refused(AuditAction.SIGN_IN, "authn_login_fail", "invalid_credentials", LOGIN));
            assertThat(afterRefresh(Result.refused(Reason.SESSION_REJECTED)))
                    .isEqualTo(refused(AuditAction.REFRESH, "authn_login_fail", "untold", null));
            assertThat(afterSignIn(Result.refused(Reason.CAPTCHA_REJECTED)))
                    .isEqualTo(refused(AuditAction.SIGN_IN, "authn_login_fail", "captcha_refused", LOGIN));
        }

        @Test
        void distinguishesAReasonThatOnlyTheProviderKnows() {
            Result<?> rejected = Result.refused(Reason.PROVIDER_REJECTED);
            String reason = "rejected_upstream";
            assertThat(afterSignUp(rejected))
                    .isEqualTo(refused(AuditAction.SIGN_UP, "input_validation_fail", reason, LOGIN));
            assertThat(afterVerification(rejected))
                    .isEqualTo(refused(AuditAction.VERIFY_EMAIL, "input_validation_fail", reason, null));
            assertThat(afterSignIn(rejected))
                    .isEqualTo(refused(AuditAction.SIGN_IN, "authn_login_fail", reason, LOGIN));
            assertThat(afterRefresh(rejected))
                    .isEqualTo(refused(AuditAction.REFRESH, "authn_login_fail", reason, null));
            assertThat(afterSignOut(rejected))
                    .isEqualTo(refused(AuditAction.SIGN_OUT, "authn_token_revoked", reason, null));
        }

        @Test
        void distinguishesARateLimitOfTheProviderFromOurs() {
            Result<?> limited = Result.refused(Reason.PROVIDER_RATE_LIMITED);

            assertThat(List.of(
                            afterSignUp(limited),
                            afterVerification(limited),
                            afterSignIn(limited),
                            afterRefresh(limited)))
                    .extracting(AuditEvent::type, AuditEvent::reason, AuditEvent::outcome)
                    .containsOnly(tuple("excess_rate_limit_exceeded", "too_many_upstream", AuditEvent.Outcome.REFUSED));
        }
    }

    /** A call that a test controls, and the steps that were taken, in order. */
    private final class RemoteCall {
        final List<String> steps = new ArrayList<>();
        /** Rows of the unit of work that completes the operation. */
        final Map<String, String> rows = portcullis.database.table();

        Runnable inTheCall = () -> {};
        Runnable compensation = () -> {};

        private Decision<String> decision() {
            Decision<String> decision = Decision.remote(announcement -> {
                announcement.run();
                portcullis.database.requireNoUnitOfWork();
                steps.add("called");
                inTheCall.run();
                return Result.of("granted");
            });
            return decision.andThen(result -> {
                        portcullis.database.requireUnitOfWork();
                        steps.add("concluded " + result.value());
                        rows.put("count", "reset");
                    })
                    .undoneBy(() -> {
                        portcullis.database.requireNoUnitOfWork();
                        steps.add("undone");
                        compensation.run();
                    });
        }

        Result<String> run(FailurePolicy policy) {
            return new Auditor(audit, portcullis.database, policy)
                    .begin(AuditAction.SIGN_IN, LOGIN, aCaller())
                    .attempt(this::decision);
        }
    }

    private final RemoteCall call = new RemoteCall();

    @Nested
    class Announced {
        @Test
        void isCommittedBeforeTheCallAndCompletedAfterIt() {
            call.inTheCall = () -> assertThat(audit.events()).containsExactly(ANNOUNCED);

            assertThat(call.run(FailurePolicy.FAIL_CLOSED).value()).isEqualTo("granted");

            List<InMemoryAuditWriter.Entry> entries = audit.entries();
            assertThat(entries).extracting(InMemoryAuditWriter.Entry::event).containsExactly(ANNOUNCED, SIGNED_IN);
            assertThat(entries.get(0).completes()).isNull();
            assertThat(entries.get(1).completes()).isEqualTo(entries.get(0).id());
            assertThat(call.steps).containsExactly("called", "concluded granted");
            assertThat(call.rows).containsEntry("count", "reset");
        }

        @Test
        void isCompletedAlsoByAFailureOfTheCall() {
            UpstreamFailure late = new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "late", null);
            call.inTheCall = () -> {
                throw late;
            };

            assertThatThrownBy(() -> call.run(FailurePolicy.FAIL_CLOSED)).isSameAs(late);

            List<InMemoryAuditWriter.Entry> entries = audit.entries();
            assertThat(entries)
                    .extracting(InMemoryAuditWriter.Entry::event)
                    .containsExactly(
                            ANNOUNCED,
                            AuditEvents.failed(AuditAction.SIGN_IN, "authn_login_fail", "upstream_timeout", LOGIN));
            assertThat(entries.get(1).completes()).isEqualTo(entries.get(0).id());
            assertThat(call.rows).isEmpty();
        }
    }

    @Nested
    class FailingClosed {
        @Test
        void makesNoCallIfTheAnnouncementFails() {
            audit.becomeUnavailable();

            assertThatThrownBy(() -> call.run(FailurePolicy.FAIL_CLOSED)).isInstanceOf(AuditUnavailable.class);

            assertThat(call.steps).doesNotContain("called").noneMatch(step -> step.startsWith("concluded"));
            assertThat(audit.events()).isEmpty();
            assertThat(audit.lost()).isEmpty();
        }

        @Test
        void undoesTheDecisionIfCompletingFails() {
            call.inTheCall = audit::becomeUnavailable;

            assertThatThrownBy(() -> call.run(FailurePolicy.FAIL_CLOSED)).isInstanceOf(AuditUnavailable.class);

            assertThat(call.steps).containsExactly("called", "concluded granted", "undone");
            assertThat(call.rows).isEmpty();
            assertThat(audit.events()).containsExactly(ANNOUNCED);
            assertThat(audit.lost()).isEmpty();
        }

        @Test
        void reportsTheFirstFailureIfTheCompensationFailsToo() {
            call.inTheCall = audit::becomeUnavailable;
            IllegalStateException second = new IllegalStateException("cannot be undone");
            call.compensation = () -> {
                throw second;
            };

            assertThatThrownBy(() -> call.run(FailurePolicy.FAIL_CLOSED))
                    .isInstanceOf(AuditUnavailable.class)
                    .satisfies(first -> assertThat(first.getSuppressed()).containsExactly(second));
        }
    }

    @Nested
    class FailingOpen {
        @Test
        void goesOnWithoutTheEvents() {
            audit.becomeUnavailable();

            assertThat(call.run(FailurePolicy.FAIL_OPEN).value()).isEqualTo("granted");

            assertThat(call.steps).containsExactly("called", "concluded granted");
            assertThat(audit.events()).isEmpty();
            assertThat(audit.lost())
                    .extracting(AuditEvent::type)
                    .containsExactly("authn_attempt", "authn_login_success");
        }

        @Test
        void goesOnIfOnlyCompletingFails() {
            call.inTheCall = audit::becomeUnavailable;

            assertThat(call.run(FailurePolicy.FAIL_OPEN).value()).isEqualTo("granted");

            assertThat(call.steps).containsExactly("called", "concluded granted");
            assertThat(audit.events()).containsExactly(ANNOUNCED);
            assertThat(audit.lost()).extracting(AuditEvent::type).containsExactly("authn_login_success");
        }
    }
}
