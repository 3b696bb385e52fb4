package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.Refusal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");
    private static final Refusal LIMITED = Refusal.retryAfter(Reason.TOO_MANY_ATTEMPTS, Duration.ofSeconds(7));

    @Test
    void hasAValueIfItWasDoneWithOne() {
        Result<String> result = Result.of("tokens");

        assertThat(result.isRefused()).isFalse();
        assertThat(result.value()).isEqualTo("tokens");
        assertThatThrownBy(result::refusal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasNoValueIfItWasDoneWithoutOne() {
        Result<Void> result = Result.done();

        assertThat(result.isRefused()).isFalse();
        assertThatThrownBy(result::value).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(result::refusal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasARefusalAndNoValueIfItWasRefused() {
        Result<String> result = Result.refused(LIMITED);

        assertThat(result.isRefused()).isTrue();
        assertThat(result.isRefusedWith(Reason.TOO_MANY_ATTEMPTS)).isTrue();
        assertThat(result.isRefusedWith(Reason.LOGIN_LOCKED)).isFalse();
        assertThat(Result.done().isRefusedWith(Reason.LOGIN_LOCKED)).isFalse();
        assertThat(result.refusal()).isEqualTo(LIMITED);
        assertThatThrownBy(result::value).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isAboutNothingUntilItIsToldOtherwise() {
        Result<String> result = Result.of("tokens");

        assertThat(result.subject()).isEqualTo(new Result.Subject(null, null, null));
        assertThat(result.note()).isEmpty();
        assertThat(result.isCounted()).isFalse();
    }

    @Test
    void keepsItsLoginWhenItIsAboutAnAccountAndTheOtherWayRound() {
        Result.Subject all = new Result.Subject(ACCOUNT, SESSION, LOGIN);

        assertThat(Result.done().about(LOGIN).about(ACCOUNT, SESSION).subject()).isEqualTo(all);
        assertThat(Result.done().about(ACCOUNT, SESSION).about(LOGIN).subject()).isEqualTo(all);
        assertThat(Result.done()
                        .about(new Principal(ACCOUNT, SESSION))
                        .about(LOGIN)
                        .subject())
                .isEqualTo(all);
        assertThat(Result.done().about(ACCOUNT).subject()).isEqualTo(new Result.Subject(ACCOUNT, null, null));
    }

    @Test
    void changesItsValueAndKeepsTheRest() {
        Result<String> result =
                Result.of("tokens").about(ACCOUNT, SESSION).noting("advanced").counted();
        Result<Integer> expected = Result.of(6).about(ACCOUNT, SESSION).noting("advanced");

        assertThat(result.map(String::length)).isEqualTo(expected);
        assertThat(result.map(String::length).isCounted()).isTrue();
        assertThat(result.with(6)).isEqualTo(expected);
        assertThat(result.with(6).isCounted()).isTrue();
    }

    @Test
    void mapsNothingWhereThereIsNoValue() {
        Result<String> refused = Result.<String>refused(LIMITED).about(ACCOUNT);

        assertThat(refused.map(String::length)).isEqualTo(refused);
        assertThat(Result.<String>done().map(String::length)).isEqualTo(Result.done());
    }

    @Test
    void becomesTheRefusalOfAnotherValue() {
        Result<String> refused =
                Result.<String>refused(LIMITED).about(ACCOUNT, SESSION).about(LOGIN);

        Result<Integer> other = refused.asRefusal();

        assertThat(other).isEqualTo(refused);
        assertThatThrownBy(Result.of("tokens")::asRefusal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void equalsAResultWithTheSameValueRefusalSubjectAndNote() {
        Result<String> result = Result.of("tokens").about(ACCOUNT, SESSION).noting("advanced");
        Result<String> same = Result.of("tokens").about(ACCOUNT, SESSION).noting("advanced");

        assertThat(result).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(List.<Result<?>>of(
                        Result.of("others").about(ACCOUNT, SESSION).noting("advanced"),
                        Result.of("tokens").about(ACCOUNT).noting("advanced"),
                        Result.of("tokens").about(ACCOUNT, SESSION).noting("repeated"),
                        Result.refused(LIMITED).about(ACCOUNT, SESSION).noting("advanced"),
                        Result.done().about(ACCOUNT, SESSION).noting("advanced")))
                .doesNotContain(result);
    }

    @Test
    void showsNoValueAndNoLoginAsText() {
        Result<String> secret =
                Result.of("secret tokens").about(ACCOUNT).about(LOGIN).noting("advanced");

        assertThat(secret).hasToString("Result[done, advanced]");
        assertThat(Result.refused(LIMITED).about(LOGIN)).hasToString("Result[TOO_MANY_ATTEMPTS]");
        assertThatThrownBy(Result.done()::value).hasMessageContaining("Result[done]");
    }

    @Test
    void keepsACopyOfTheDetailsOfARefusal() {
        Refusal.Detail detail = new Refusal.Detail("password", "too_short");

        assertThat(Refusal.of(Reason.PASSWORD_REFUSED, detail))
                .isEqualTo(new Refusal(Reason.PASSWORD_REFUSED, null, List.of(detail)));
        assertThatThrownBy(() -> Refusal.of(Reason.PASSWORD_REFUSED).details().add(detail))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
