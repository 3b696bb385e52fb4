package dev.portcullis.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Keeps what is logged while it is open. */
public final class LogRecorder extends Handler implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    public LogRecorder(Level level) {
        setLevel(level);
        Logger.getLogger("").addHandler(this);
    }

    public List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            messages.add(ExtLogRecord.wrap(record).getFormattedMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
