package dev.portcullis.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnAccountsTest {
    @Test
    void areNotFoundWhereAnotherKeepsThem() {
        assertThatThrownBy(() -> new OwnAccounts(false).require()).hasMessage("not_found");
        assertThatCode(() -> new OwnAccounts(true).require()).doesNotThrowAnyException();
        assertThat(new OwnAccounts(true).kept()).isTrue();
    }
}
