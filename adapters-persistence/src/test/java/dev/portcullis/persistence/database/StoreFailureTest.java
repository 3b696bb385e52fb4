package dev.portcullis.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.StoreUnavailable;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailureTest {
    private static PersistenceException failedWith(String state) {
        return new PersistenceException("wrapped", new SQLException("failed", state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "28P01", "53300", "57P01", "57P03", "25006", "55P03", "57014", ""})
    void takesTheStoreForUnavailable(String state) {
        assertThat(StoreFailure.meansUnavailable(failedWith(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "22001", "42501", "42P01", "40P01", "40001", "XX000"})
    void takesTheStoreForAvailable(String state) {
        assertThat(StoreFailure.meansUnavailable(failedWith(state))).isFalse();
    }

    /** All states of these classes that PostgreSQL 18 has (Appendix A). */
    @ParameterizedTest
    @CsvSource({
        "unavailable, 08000 08001 08003 08004 08006 08007 08P01",
        "fault,       25000 25001 25002 25003 25004 25005 25007 25008 25P01 25P02",
        "unavailable, 25006 25P03 25P04",
        "unavailable, 53000 53100 53200 53300 53400",
        "fault,       55006 55P02 55P04",
        "unavailable, 55000 55P03",
        "unavailable, 57000 57014 57P01 57P02 57P03 57P04 57P05",
        "unavailable, 58000 58030 58P01 58P02 58P03"
    })
    void tellsUnavailabilityFromAFaultForEachStateOfAClass(String verdict, String states) {
        boolean unavailable = verdict.equals("unavailable");

        assertThat(states.split(" ")).allSatisfy(state -> {
            assertThat(StoreFailure.meansUnavailable(failedWith(state))).isEqualTo(unavailable);
            assertThat(StoreFailure.meaningOf(new SQLException("failed", state)))
                    .isInstanceOf(unavailable ? StoreUnavailable.class : IllegalStateException.class);
        });
    }

    @Test
    void knowsWhatLostToOthers() {
        assertThat(StoreFailure.meansLostToOthers(failedWith("40P01"))).isTrue();
        assertThat(StoreFailure.meansLostToOthers(failedWith("40001"))).isTrue();
        assertThat(StoreFailure.meansLostToOthers(failedWith("23505"))).isFalse();
    }

    @Test
    void tellsWhatTheFailureOfALoneStatementMeans() {
        assertThat(StoreFailure.meaningOf(new SQLException("failed", "08006"))).isInstanceOf(StoreUnavailable.class);
        assertThat(StoreFailure.meaningOf(new SQLException("failed", "40P01"))).isInstanceOf(StoreUnavailable.class);
        assertThat(StoreFailure.meaningOf(new SQLException("failed", "42P01")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotLookIntoWhatTheWorkThrewForReasonsOfItsOwn() {
        assertThat(StoreFailure.meansUnavailable(new IllegalStateException(failedWith("08006"))))
                .isFalse();
        assertThat(StoreFailure.meansLostToOthers(new IllegalStateException(failedWith("40P01"))))
                .isFalse();
    }

    @Test
    void findsAStateInWhatWasSuppressedOrChained() {
        SQLException chained = new SQLException("first", "23505");
        chained.setNextException(new SQLException("next", "40P01"));
        RollbackException rollback = new RollbackException("rolled back");
        rollback.addSuppressed(new PersistenceException(chained));

        assertThat(StoreFailure.hidesLossToOthers(rollback)).isTrue();
        assertThat(StoreFailure.hidesBrokenConstraint(rollback)).isTrue();
    }

    @Test
    void comesToAnEndWhereCausesGoInACircle() {
        PersistenceException one = new PersistenceException("one");
        IllegalStateException two = new IllegalStateException("two", one);
        one.addSuppressed(two);

        assertThat(StoreFailure.meansUnavailable(one)).isFalse();
    }
}
