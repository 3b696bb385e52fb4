package dev.portcullis.persistence.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A development mode in a JVM of its own: keeps a word, says that it is ready, and stays until it is killed. */
final class HeldDatabase {
    static final String READY = "ready";

    private HeldDatabase() {}

    public static void main(String[] arguments) throws Exception {
        keepAWord(Path.of(arguments[0]));
        // As after a live reload, when no object refers to the server.
        System.gc();
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void keepAWord(Path home) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        DevelopmentServer.startIn(home).jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into words values ('kept')");
        }
    }
}
