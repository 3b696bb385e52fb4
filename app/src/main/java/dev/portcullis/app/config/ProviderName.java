package dev.portcullis.app.config;

import dev.portcullis.app.config.PortcullisConfig.Provider;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Parses {@code portcullis.provider}, in lower case only: routes and beans of the local provider are disabled by comparing
 * the text of the setting, so {@code LOCAL} would disable them.
 */
public final class ProviderName implements Converter<Provider> {
    private static final long serialVersionUID = 1;

    @Override
    public Provider convert(String text) {
        return Arrays.stream(Provider.values())
                .filter(provider -> nameOf(provider).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(Provider.values())
                                .map(ProviderName::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    private static String nameOf(Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }
}
