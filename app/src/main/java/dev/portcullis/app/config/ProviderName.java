package dev.portcullis.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Parses {@code portcullis.provider}, in lower case only: routes and beans of the local provider are disabled by comparing
 * the text of the setting, so {@code REMEMBERIZER} would leave them enabled.
 */
public final class ProviderName implements Converter<PortcullisConfig.Provider> {
    private static final long serialVersionUID = 1;

    @Override
    public PortcullisConfig.Provider convert(String text) {
        return Arrays.stream(PortcullisConfig.Provider.values())
                .filter(provider -> name(provider).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(PortcullisConfig.Provider.values())
                                .map(ProviderName::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(PortcullisConfig.Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }
}
