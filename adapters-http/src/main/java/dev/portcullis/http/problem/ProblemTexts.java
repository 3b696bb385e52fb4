package dev.portcullis.http.problem;

import dev.portcullis.http.caller.Languages;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Problems in words. */
@RegisterResourceBundle(bundleName = ProblemTexts.BUNDLE)
final class ProblemTexts {
    static final String BUNDLE = "dev.portcullis.http.problem.problems";

    /** Never that of the machine: a server in Denmark still speaks English to who asks for English. */
    private static final ResourceBundle.Control ONLY_WHAT_IS_ASKED =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Map<Locale, ResourceBundle> BUNDLES = Languages.SPOKEN.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), language -> ResourceBundle.getBundle(BUNDLE, language, ONLY_WHAT_IS_ASKED)));

    private final ResourceBundle texts;

    /** @param language one of {@link Languages#SPOKEN} */
    ProblemTexts(Locale language) {
        this.texts = Objects.requireNonNull(BUNDLES.get(language));
    }

    String title(ProblemCode code) {
        return texts.getString(code.code() + ".title");
    }

    String detail(ProblemCode code) {
        return texts.getString(code.code() + ".detail");
    }

    String fieldError(String reason) {
        return texts.getString("field." + reason);
    }
}
