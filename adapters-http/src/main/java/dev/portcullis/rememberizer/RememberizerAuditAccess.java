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
 * Grants access to the audit log to the accounts that the operator named, by the id or the e-mail address that the
 * upstream reports. The upstream is called each time. An account whose address is reported as unverified has no access.
 * An address alone gives access only if it is reported as verified: anybody may have signed up with it.
 */
final class RememberizerAuditAccess implements AuditAccess {
    private final Upstream upstream;
    private final Set<String> ids;
    private final Set<EmailAddress> addresses;

    /** @param named a name with an {@code @} is an address, any other an id as in the upstream's JSON */
    RememberizerAuditAccess(Upstream upstream, Set<String> named) {
        this.upstream = upstream;
        ids = named.stream().filter(name -> !name.contains("@")).collect(Collectors.toUnmodifiableSet());
        addresses = named.stream()
                .filter(name -> name.contains("@"))
                .map(EmailAddress::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Result<Void> check(BearerToken token) {
        ParsedReply reply = upstream.ask(Rememberizer.showing(token, ""), RememberizerApi::account);
        if (!reply.isSuccess()) {
            return reply.refused(Reason.NOT_AUTHENTICATED);
        }
        String id = reply.id();
        Optional<EmailAddress> email = reply.email();
        boolean isNamedById = !id.isEmpty() && ids.contains(id);
        boolean isNamedByAddress = email.filter(addresses::contains).isPresent();
        Boolean verified = reply.emailVerified();
        boolean mayRead = verified == null ? isNamedById : verified && (isNamedById || isNamedByAddress);
        Result<Void> result = mayRead ? Result.done() : Result.refused(Reason.NOT_ALLOWED);
        return result.about(reply.accountId())
                .about(email.map(EmailAddress::attempted).orElse(null));
    }
}
