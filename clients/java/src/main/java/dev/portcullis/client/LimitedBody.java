package dev.portcullis.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body in memory; above a limit, it fails with an {@link IOException}, and the rest is not read. */
final class LimitedBody implements BodySubscriber<InputStream> {
    private final BodySubscriber<InputStream> body =
            BodySubscribers.mapping(BodySubscribers.ofByteArray(), ByteArrayInputStream::new);
    private long left;
    private @Nullable Subscription subscription;

    /** @param limit in bytes */
    LimitedBody(long limit) {
        this.left = limit;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        body.onSubscribe(started);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        left -= part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left >= 0) {
            body.onNext(part);
        } else if (subscription != null) {
            subscription.cancel();
            body.onError(new IOException("The response is too large"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return body.getBody();
    }
}
