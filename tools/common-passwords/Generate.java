import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Turns a list of passwords into the file that the service is built with, whose form README.md beside this tells. */
final class Generate {
    /** No profile takes a shorter password, whatever it is. */
    private static final int SHORTEST = 8;

    private static final int ENTRY_BYTES = 5;

    public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Set<byte[]> entries = new TreeSet<>(Arrays::compareUnsigned);
        BufferedReader list = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = list.readLine(); line != null; line = list.readLine()) {
            String password = line.strip().toLowerCase(Locale.ROOT);
            boolean isReadable = password.chars().allMatch(c -> c >= ' ' && c <= '~');
            if (isReadable && password.length() >= SHORTEST) {
                byte[] digest = sha256.digest(password.getBytes(StandardCharsets.US_ASCII));
                entries.add(Arrays.copyOf(digest, ENTRY_BYTES));
            }
        }
        byte[] file = new byte[entries.size() * ENTRY_BYTES];
        int at = 0;
        for (byte[] entry : entries) {
            System.arraycopy(entry, 0, file, at, ENTRY_BYTES);
            at += ENTRY_BYTES;
        }
        Files.write(Path.of(arguments[0]), file);
        System.out.println(entries.size() + " passwords");
    }
}
