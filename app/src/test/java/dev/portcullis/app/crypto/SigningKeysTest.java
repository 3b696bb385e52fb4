package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.session.InMemorySigningKeyStore;
import dev.portcullis.session.SigningKeyStore.StoredKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database);
    private final String key = Keys.aKey();

    @Test
    void areMadeAtTheFirstStartAndReadAtTheNext() {
        SigningKeys first = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        SigningKeys second = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThat(second.signing().id()).isEqualTo(first.signing().id());
        assertThat(second.signing().key()).isEqualTo(first.signing().key());
        assertThat(second.published()).isEqualTo(first.published());
    }

    @Test
    void areOnTheCurveP256() {
        SigningKeys keys = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThat(keys.published().get(0).key().getParams().getOrder().bitLength())
                .isEqualTo(256);
    }

    @Test
    void standInTheStoreOnlyEncrypted() {
        SigningKeys keys = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        StoredKey stored = database.call(store::all).get(0);

        String sealed = new String(stored.sealedPrivateKey(), StandardCharsets.ISO_8859_1);
        String clear = new String(keys.signing().key().getEncoded(), StandardCharsets.ISO_8859_1);
        assertThat(sealed).doesNotContain(clear.substring(clear.length() - 16));
    }

    @Test
    void areEncryptedAnewWhenTheEncryptionKeyWasExchangedSoThatTheOldOneCanBeForgotten() {
        String next = Keys.aKey();
        SigningKeys before = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        SigningKeys exchanged = Keys.signingKeys(store, database, EncryptionKeys.of(next, List.of(key)));
        SigningKeys after = Keys.signingKeys(store, database, EncryptionKeys.of(next, List.of()));

        assertThat(exchanged.signing().key()).isEqualTo(before.signing().key());
        assertThat(after.signing().key()).isEqualTo(before.signing().key());
    }

    @Test
    void sayWhatIsWrongWhenTheEncryptionKeyIsAnother() {
        var unused = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThatThrownBy(() -> Keys.signingKeys(store, database, EncryptionKeys.of(Keys.aKey(), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("portcullis.keys.previous-encryption-keys");
    }

    @Test
    void areRefusedWhenTheStoreHasBeenTamperedWith() {
        var unused = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        StoredKey stored = database.call(store::all).get(0);
        stored.sealedPrivateKey()[20] ^= 1;

        assertThatThrownBy(() -> Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }
}
