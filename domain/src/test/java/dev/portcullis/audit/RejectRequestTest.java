package dev.portcullis.audit;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

class RejectRequestTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    private Result<Void> reject(AuditAction action, Reason reason) {
        return portcullis.useCases.rejectRequest().execute(new RejectRequest.Command(action, reason, aCaller()));
    }

    @Test
    void recordsTheActionThatTheRequestWasFor() {
        assertThat(reject(AuditAction.SIGN_IN, Reason.MALFORMED)).isEqualTo(Result.refused(Reason.MALFORMED));
        assertThat(reject(AuditAction.SIGN_OUT, Reason.CROSS_SITE)).isEqualTo(Result.refused(Reason.CROSS_SITE));

        assertThat(portcullis.audit.events())
                .containsExactly(
                        AuditEvents.refused(AuditAction.SIGN_IN, "input_validation_fail", "malformed"),
                        AuditEvents.refused(AuditAction.SIGN_OUT, "malicious_csrf", "cross_site"));
    }

    @Test
    void countsRejectionsThatAreAlikeInOneMoreEvent() {
        for (int i = 0; i < 10; i++) {
            assertThat(reject(AuditAction.SIGN_IN, Reason.MALFORMED).isRefused())
                    .isTrue();
        }
        assertThat(portcullis.audit.events()).hasSize(1);

        portcullis.writeCounts();

        assertThat(portcullis.audit.events()).hasSize(2);
        assertThat(portcullis.audit.last().count()).isEqualTo(9);
    }
}
