package dev.portcullis.app.config;

import dev.portcullis.app.config.PortcullisConfig.Provider;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Parses {@code portcullis.provider}, in lower case only: routes and beans of the local provider are disabled by comparing
 * the text of the setting, so {@code REMEMBERIZER} would leave them enabled.
 */
public final class ProviderName implements Converter<Provider> {
    private static final long serialVersionUID = 1;

    @Override
    public Provider convert(String text) {
        return switch (text) {
            case "local" -> Provider.LOCAL;
            case "rememberizer" -> Provider.REMEMBERIZER;
            default -> throw new IllegalArgumentException("must be one of local, rememberizer");
        };
    }
}
