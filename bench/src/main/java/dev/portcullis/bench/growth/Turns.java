package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.Population;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures operations on several subjects in turns, so that other load on the machine affects all of them.
 *
 * <p>More than one error in a hundred calls of a block ends the benchmark.
 *
 * @param subjects the clients of each
 */
public record Turns(List<List<Population>> subjects, int rounds, Duration block) {
    /** Returns a list for each subject with the values of all rounds. A first round, for warming up, does not count. */
    public Map<Operation, List<List<Double>>> measure(
            List<Operation> operations, ToDoubleFunction<ClosedLoop.Result> value) {
        Map<Operation, List<List<Double>>> values = new EnumMap<>(Operation.class);
        operations.forEach(operation -> values.put(
                operation,
                subjects.stream()
                        .<List<Double>>map(subject -> new ArrayList<>())
                        .toList()));
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<Operation, List<List<Double>>> ofOperation : values.entrySet()) {
                for (int i = 0; i < subjects.size(); i++) {
                    int turn = round % 2 == 0 ? i : subjects.size() - 1 - i;
                    double measured = value.applyAsDouble(run(subjects.get(turn), ofOperation.getKey(), block));
                    if (round > 0) {
                        ofOperation.getValue().get(turn).add(measured);
                    }
                }
            }
        }
        return values;
    }

    static ClosedLoop.Result run(List<Population> clients, Operation operation, Duration time) {
        try (ClosedLoop loop = new ClosedLoop(
                clients.stream().map(client -> caller(client, operation)).toList())) {
            ClosedLoop.Result result = loop.countFor(time);
            if (result.errors() * 100 > result.calls()) {
                throw new IllegalStateException(operation + ": " + result.errors() + " errors");
            }
            return result;
        }
    }

    private static Caller caller(Population client, Operation operation) {
        return new Caller() {
            @Override
            public void prepare() throws IOException {
                client.prepare();
            }

            @Override
            public void call() throws IOException {
                operation.call(client);
            }
        };
    }
}
