package dev.portcullis.http.session;

import static io.restassured.RestAssured.given;

import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Tests with two people who are signed in, one of them an administrator. */
abstract class SignedInPeople {
    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    SignedIn holder;
    SignedIn admin;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        holder = SignedIn.someone(own.portcullis());
        admin = SignedIn.someone(own.portcullis(), "admin");
    }

    static RequestSpecification as(SignedIn someone) {
        return given().header("Authorization", "Bearer " + someone.bearer().reveal());
    }

    static String id(SignedIn someone) {
        return someone.session().value().toString();
    }
}
