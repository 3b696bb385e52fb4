package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;

import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailSender.Message;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** Requests of a person who changes their address. */
abstract class EmailChangeRequests {
    static final String PATH = "/api/v1/account/email/";
    static final String BODY =
            "{\"new_email\": \" New@Example.com \", \"current_password\": \"correct horse battery\"}";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    SignedIn holder;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        holder = SignedIn.someone(own.portcullis());
    }

    ValidatableResponse send(String path, String body) {
        return sending(body)
                .header("Authorization", "Bearer " + holder.bearer().reveal())
                .post(path)
                .then();
    }

    void requested() {
        send(PATH, BODY).statusCode(202);
        while (own.portcullis().deliverMail() != DeliverMail.Outcome.IDLE) {
            // The next one.
        }
    }

    /** A body with the code of the mail to the new mailbox. */
    String code() {
        return body(own.portcullis().mailbox.last().code().reveal());
    }

    /** A body with the code of the mail to the old mailbox. */
    String cancellation() {
        List<Message> notices = own.portcullis().mailbox.notices();
        return body(Objects.requireNonNull(notices.get(notices.size() - 1).code())
                .code()
                .reveal());
    }

    static String body(String code) {
        return "{\"code\": \"" + code + "\"}";
    }
}
