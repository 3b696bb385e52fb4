package dev.portcullis.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, which Maven writes into a resource. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "/portcullis-version.txt";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the package");
            }
            return new String[] {"portcullis " + new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
