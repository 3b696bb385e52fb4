package dev.portcullis.http.account;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

@QuarkusTest
class ForgotPasswordResourceTest implements MailRequestResourceContract {
    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    @Override
    public OwnProvider own() {
        return own;
    }

    @Override
    public ScriptedProvider door() {
        return door;
    }

    @Override
    public String path() {
        return "/api/v1/auth/password/forgot/";
    }

    @Override
    public AuditAction action() {
        return AuditAction.FORGOT_PASSWORD;
    }
}
