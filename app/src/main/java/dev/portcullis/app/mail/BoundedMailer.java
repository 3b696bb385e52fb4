package dev.portcullis.app.mail;

import dev.portcullis.mail.MailSender;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.SentMail;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sends mails through the server of {@code quarkus.mailer.*}, and closes the connection when a delivery takes too long.
 * Quarkus' own mailer only stops waiting: the server could accept the mail later, while it is being retried. Safe for
 * use by many threads, but not on an event loop.
 *
 * <p>Each delivery has a client, and so a connection, of its own. Closing Vert.x' mail client waits for
 * connections in use, and the client has no timeout for replies. Undeploying the verticle that created it closes its
 * sockets, so each client is a verticle. Clients are reused after an accepted delivery.
 *
 * <p>The limit is {@code quarkus.mailer.timeout}, at most {@link MailSender#DEADLINE} less the time to close a connection.
 */
@Singleton
class BoundedMailer {
    private static final Logger LOG = Logger.getLogger(BoundedMailer.class);

    /** For the client to notice the closed connection, and to read a reply that has already arrived. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Quarkus derives this from injection points, and there is no injection point for a mailer. */
    private static final MailerSupport DEFAULT_ONLY = new MailerSupport(true, Set.of());

    private final Vertx vertx;
    private final Function<Vertx, Mailers> mailers;
    private final Duration limit;
    private final Queue<Client> idle = new ConcurrentLinkedQueue<>();

    /** @param id of the verticle */
    private record Client(Mailers mailers, String id) {}

    BoundedMailer(
            Vertx vertx,
            MailersRuntimeConfig config,
            LaunchMode mode,
            TlsConfigurationRegistry tls,
            Event<SentMail> sent) {
        this.vertx = vertx;
        this.mailers = inVerticle -> new Mailers(
                inVerticle, new io.vertx.mutiny.core.Vertx(inVerticle), config, mode, DEFAULT_ONLY, tls, sent);
        this.limit = limit(Optional.ofNullable(config.mailers().get(Mailers.DEFAULT_MAILER_NAME))
                .map(MailerRuntimeConfig::timeout)
                .orElse(Duration.ZERO));
    }

    /** @param timeout zero for none, as in the setting */
    private static Duration limit(Duration timeout) {
        Duration most = MailSender.DEADLINE.minus(CLOSING);
        return timeout.isZero() || timeout.compareTo(most) > 0 ? most : timeout;
    }

    /**
     * Sends one mail. Blocks for as long as that takes, within the limit.
     *
     * @return empty if the mail server accepted the mail; otherwise why it did not and will not
     */
    Optional<Throwable> send(Mail mail) {
        try {
            return send(mail, Optional.ofNullable(idle.poll()).orElseGet(this::open));
        } catch (RuntimeException unsendable) {
            return Optional.of(unsendable);
        }
    }

    private Optional<Throwable> send(Mail mail, Client client) {
        CompletableFuture<Void> delivery = Uni.createFrom()
                .deferred(() -> client.mailers()
                        .reactiveMailerFromName(Mailers.DEFAULT_MAILER_NAME)
                        .send(mail))
                .subscribeAsCompletionStage();
        Optional<Throwable> failure = outcome(delivery, limit);
        if (failure.isEmpty()) {
            idle.add(client);
            return failure;
        }
        close(client);
        // The server may have accepted the mail just before the connection was closed.
        return failure.get() instanceof TimeoutException
                ? outcome(delivery, CLOSING).map(closed -> failure.get())
                : failure;
    }

    private Client open() {
        CompletableFuture<Mailers> made = new CompletableFuture<>();
        String id = vertx.deployVerticle(new AbstractVerticle() {
                    @Override
                    public void start() {
                        made.complete(mailers.apply(vertx));
                    }
                })
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return new Client(made.join(), id);
    }

    private void close(Client client) {
        vertx.undeploy(client.id())
                .onFailure(failure -> LOG.warnf("Cannot close a connection to the mail server: %s", failure));
    }

    private static Optional<Throwable> outcome(CompletableFuture<Void> delivery, Duration patience) {
        try {
            Void accepted = delivery.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            return Optional.of(late);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return Optional.of(end);
        }
    }

    @PreDestroy
    void closeIdle() {
        for (Client client = idle.poll(); client != null; client = idle.poll()) {
            close(client);
        }
    }
}
