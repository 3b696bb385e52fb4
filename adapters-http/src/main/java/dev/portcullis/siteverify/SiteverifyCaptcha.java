package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.outbound.CallLimits;
import dev.portcullis.outbound.GuardedClient;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Verifies answers at a captcha service. A result that a caller can cause with a forged answer never counts as an
 * outage, because the operator's policy may let callers through during an outage.
 */
public final class SiteverifyCaptcha implements CaptchaVerifier {
    private static final Logger LOG = Logger.getLogger(SiteverifyCaptcha.class);

    /** Maximum response size in bytes, far above that of any service. */
    private static final int LIMIT = 65_536;

    /** The services issue only printable ASCII without spaces. Other answers are rejected without a call. */
    private static final Pattern ANSWER = Pattern.compile("[!-~]+");

    /** The maximum length that Cloudflare documents. */
    private static final int LONGEST_OF_TURNSTILE = 2_048;

    private final CaptchaSettings settings;
    private final Protocol protocol;
    private final GuardedClient<CaptchaApi> service;

    public SiteverifyCaptcha(CaptchaSettings settings) {
        this.settings = settings;
        this.protocol = settings.service() == CaptchaService.RECAPTCHA_ENTERPRISE
                ? new Enterprise(settings)
                : new Siteverify(settings);
        this.service = new GuardedClient<>(
                "captcha",
                CaptchaApi.class,
                settings.address(),
                CallLimits.of(settings.deadline(), LIMIT, CallLimits.BREAKER_DELAY));
    }

    @Override
    public boolean requiresAnswer() {
        return true;
    }

    @Override
    public Optional<CaptchaRefusal> refusalOf(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        if (answer.reveal().isEmpty()) {
            return Optional.of(CaptchaRefusal.MISSING);
        }
        if (!ANSWER.matcher(answer.reveal()).matches() || isTooLong(answer)) {
            return Optional.of(CaptchaRefusal.WRONG);
        }
        Optional<CaptchaRefusal> refusal = verdict(answer, action, address).refusalBy(settings, action);
        if (refusal.filter(CaptchaRefusal.MISCONFIGURED::equals).isPresent()) {
            LOG.error("The captcha service rejects our requests; check portcullis.captcha.*");
        }
        return refusal;
    }

    private boolean isTooLong(CaptchaAnswer answer) {
        return settings.service() == CaptchaService.TURNSTILE && answer.reveal().length() > LONGEST_OF_TURNSTILE;
    }

    private Verdict verdict(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        try {
            return service.call(() -> {}, api -> protocol.ask(api, answer, action, address), this::read, Verdict.class);
        } catch (ServiceUnavailable failure) {
            if (!failure.isCircuitOpen()) {
                LOG.warnf("The captcha service is unavailable: %s", failure.getMessage());
            }
            return Verdict.refused(CaptchaRefusal.UNAVAILABLE);
        }
    }

    private Verdict read(ServiceResponse answer) throws ServiceUnavailable {
        int status = answer.status();
        if (status >= 500 || status == 408 || status == 429) {
            throw new ServiceUnavailable("status " + status);
        }
        if (status == 200) {
            return protocol.read(json(answer));
        }
        // Some services reject with 400 and a reason. Without a recognized reason, the answer is still refused.
        Verdict unexplained = Verdict.refused(CaptchaRefusal.MISCONFIGURED);
        try {
            Verdict verdict = protocol.read(json(answer));
            return verdict.refusal() == null ? unexplained : verdict;
        } catch (ServiceUnavailable noReason) {
            return unexplained;
        }
    }

    private static JsonNode json(ServiceResponse answer) throws ServiceUnavailable {
        return answer.jsonObject().orElseThrow(() -> new ServiceUnavailable("no JSON object"));
    }
}
