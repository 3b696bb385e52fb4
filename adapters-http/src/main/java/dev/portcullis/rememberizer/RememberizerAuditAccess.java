package dev.portcullis.rememberizer;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the accounts read that the operator named, by what the upstream reports of them: the id of the account or its
 * e-mail address. The upstream is asked for each reading. An address that the upstream reports as unverified does not
 * count.
 */
final class RememberizerAuditAccess implements AuditAccess {
    private final AuditedCall calls;
    private final Set<String> ids;
    private final Set<EmailAddress> addresses;

    /** @param named a name with an {@code @} is an address, any other an id as in the upstream's JSON */
    RememberizerAuditAccess(AuditedCall calls, Set<String> named) {
        this.calls = calls;
        ids = named.stream().filter(name -> !name.contains("@")).collect(Collectors.toUnmodifiableSet());
        addresses = named.stream()
                .filter(name -> name.contains("@"))
                .map(EmailAddress::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Result<Void> check(BearerToken token) {
        ParsedReply reply = calls.ask(
                ForwardedHeaders.showing(token),
                (api, head) -> api.account(head.cookies(), head.authorization(), head.languages(), head.address()));
        if (!reply.isSuccess()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        String id = reply.id();
        Optional<EmailAddress> email = reply.email();
        boolean isNamed = (!id.isEmpty() && ids.contains(id))
                || email.filter(addresses::contains).isPresent();
        Result<Void> result = isNamed && !reply.isUnproved() ? Result.done() : Result.refused(Reason.NOT_ALLOWED);
        return result.about(reply.accountId())
                .about(email.map(EmailAddress::attempted).orElse(null));
    }
}
