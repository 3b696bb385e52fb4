package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** A test of the whole service as a caller sees it. Its subclass for the packaged service needs {@link DatabaseServer}. */
abstract class Journey {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementInterface;

    Api api;

    @BeforeEach
    void meetTheService() {
        api = new Api(base, checks());
    }

    final boolean isPackaged() {
        return getClass().isAnnotationPresent(QuarkusIntegrationTest.class);
    }

    /** Each response is validated against the OpenAPI document that the service publishes; production publishes none. */
    final Consumer<Api.ServedAnswer> checks() {
        return isPackaged() ? answer -> {} : OpenApiDocument.servedAt(managementInterface)::requireAsDocumented;
    }

    /** Where health and metrics are. */
    final URI management() {
        return isPackaged() ? DatabaseServer.management() : managementInterface;
    }

    /** The database of the service. */
    final DataSource database() {
        return isPackaged()
                ? DatabaseServer.dataSource()
                : Arc.container().instance(DataSource.class).get();
    }
}
