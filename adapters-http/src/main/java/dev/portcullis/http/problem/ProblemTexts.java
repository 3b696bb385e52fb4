package dev.portcullis.http.problem;

import dev.portcullis.http.caller.Languages;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of problems in one language. */
@RegisterResourceBundle(bundleName = ProblemTexts.BUNDLE)
final class ProblemTexts {
    static final String BUNDLE = "dev.portcullis.http.problem.problems";

    static final String VERIFICATION_TOKEN = "not_authenticated.verification_token.detail";

    /** In development mode a changed text is in the next response. */
    private static final boolean RELOADED = LaunchMode.current() == LaunchMode.DEVELOPMENT;

    /** Not the language of the machine: a server in Denmark still answers in English if English is requested. */
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Map<Locale, ResourceBundle> BUNDLES =
            Languages.SPOKEN.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), ProblemTexts::load));

    private final ResourceBundle texts;

    ProblemTexts(Locale language) {
        this.texts = RELOADED ? load(language) : Objects.requireNonNull(BUNDLES.get(language));
    }

    private static ResourceBundle load(Locale language) {
        if (RELOADED) {
            ResourceBundle.clearCache();
        }
        return ResourceBundle.getBundle(BUNDLE, language, NO_FALLBACK);
    }

    String title(ProblemCode code) {
        return texts.getString(code.code() + ".title");
    }

    String detail(ProblemCode code) {
        return texts.getString(code.code() + ".detail");
    }

    /** The detail of {@link ProblemCode#NOT_AUTHENTICATED} for a caller who sent a verification token. */
    String verificationTokenDetail() {
        return texts.getString(VERIFICATION_TOKEN);
    }

    String fieldError(String reason) {
        return texts.getString("field." + reason);
    }
}
