package dev.portcullis.app.dev;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.ListSigningKeys;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** What the first page shows of the service. It reads the audit log without leaving an event, unlike an auditor. */
@IfBuildProfile("dev")
@Singleton
class DevState {
    private static final int NEWEST = 15;

    private final Mailbox mailbox;
    private final UseCases useCases;
    private final AuditReader audit;
    private final UnitOfWork work;
    private final SmallRyeConfig config;

    DevState(Mailbox mailbox, UseCases useCases, AuditReader audit, UnitOfWork work, Config config) {
        this.mailbox = mailbox;
        this.useCases = useCases;
        this.audit = audit;
        this.work = work;
        this.config = config.unwrap(SmallRyeConfig.class);
    }

    Map<String, Object> read() {
        return Map.of(
                "provider",
                        config.getOptionalValue("portcullis.provider", String.class)
                                .orElse("local"),
                "database", ChangedSettings.withoutCredentials(config.getRawValue("quarkus.datasource.jdbc.url")),
                "settings", ChangedSettings.of(config),
                "keys", keys(),
                "events", events(),
                "mails", mailbox.shown());
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private List<Map<String, String>> keys() {
        return useCases.listSigningKeys().execute().stream()
                .map(DevState::shown)
                .toList();
    }

    private static Map<String, String> shown(ListSigningKeys.Listed key) {
        return Map.of("id", key.schedule().id(), "state", lower(key.state()));
    }

    private List<Map<String, String>> events() {
        return work.call(() -> audit.page(AuditFilter.ALL, AuditReader.Order.NEWEST_FIRST, null, NEWEST)).stream()
                .map(DevState::shown)
                .toList();
    }

    private static Map<String, String> shown(AuditRecord event) {
        String details = Stream.of(event.reason(), event.maskedLogin(), event.requestId())
                .filter(detail -> detail != null && !detail.isEmpty())
                .collect(Collectors.joining(", "));
        return Map.of(
                "time", event.occurredAt().toString(),
                "type", event.type(),
                "outcome", event.outcome(),
                "details", details);
    }
}
