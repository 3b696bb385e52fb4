package dev.portcullis.rememberizer;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAccess;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets those read whom the operator named, by what the upstream says of them: the id of their account or its e-mail
 * address. Asked anew for each reading. An address that the upstream itself calls unproved counts for nothing.
 */
final class RememberizerAuditAccess implements AuditAccess {
    private final AuditedCall asking;
    private final Set<String> ids;
    private final Set<EmailAddress> addresses;

    /** @param named what has an {@code @} is an address, all else an id as it stands in the upstream's JSON */
    RememberizerAuditAccess(AuditedCall asking, Set<String> named) {
        this.asking = asking;
        ids = named.stream().filter(name -> !name.contains("@")).collect(Collectors.toUnmodifiableSet());
        addresses = named.stream()
                .filter(name -> name.contains("@"))
                .map(EmailAddress::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Answer ask(BearerToken token, Belongings belongings) {
        ParsedReply reading = asking.ask(
                belongings,
                ForwardedHeaders.showing(token),
                (api, head) -> api.account(head.cookies(), head.authorization(), head.languages(), head.address()));
        if (!reading.isSuccess()) {
            return new Answer.NotAuthenticated();
        }
        String id = reading.id();
        Optional<EmailAddress> email = reading.email();
        AccountId account = reading.accountId();
        boolean isNamed = (!id.isEmpty() && ids.contains(id))
                || email.filter(addresses::contains).isPresent();
        var login = email.map(EmailAddress::attempted).orElse(null);
        return isNamed && !reading.isUnproved()
                ? new Answer.Admitted(account, null, login)
                : new Answer.NotAllowed(account, login);
    }
}
