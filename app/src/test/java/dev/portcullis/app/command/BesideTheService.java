package dev.portcullis.app.command;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of commands beside the running service, which starts once for the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BesideTheService {
    private final String log;

    OperatedService service;
    CommandDatabase database;

    /** @param log the name of the service's log file */
    BesideTheService(String log) {
        this.log = log;
    }

    @BeforeAll
    void start() throws Exception {
        service = new OperatedService(log);
        database = service.database();
        service.signUpAndSignIn();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (service != null) {
            service.close();
        }
    }
}
