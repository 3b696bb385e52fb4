package dev.portcullis.persistence.database;

import dev.portcullis.kernel.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** UUIDs of version 7 from Hibernate's generator, strictly increasing within this process. */
@ApplicationScoped
public class TimeOrderedIds implements Ids {
    @Override
    public UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
