package dev.portcullis.app.model;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.engine.JqwikTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one of jqwik's properties from within a test of Quarkus. The service under test lives where Quarkus' tests do, in
 * a class loader and beside a life cycle of its own; the shortening of failures lives in jqwik's engine. So the engine
 * is started by hand, there, with nothing else that might be on the class path.
 */
final class PropertyRun implements TestExecutionListener {
    private final List<String> reports = new ArrayList<>();
    private final List<TestExecutionResult> results = new ArrayList<>();

    private PropertyRun() {}

    /**
     * Tries the property on so many random values.
     *
     * @return jqwik's report
     * @throws AssertionError with jqwik's report, if the property does not hold
     */
    static String check(Class<?> properties, String method, int tries) {
        PropertyRun run = new PropertyRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(properties, theOnly(properties, method)))
                .configurationParameter("jqwik.database", "target/jqwik-database")
                .configurationParameter("jqwik.tries.default", Integer.toString(tries))
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.shrinking.bounded.seconds", "120")
                .build();
        launcher().execute(request, run);
        return run.report();
    }

    private static Method theOnly(Class<?> properties, String method) {
        return Arrays.stream(properties.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
    }

    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JqwikTestEngine())
                .build());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        reports.addAll(entry.getKeyValuePairs().values());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getThrowable().isPresent()) {
            results.add(result);
        }
    }

    private String report() {
        String report = String.join(System.lineSeparator(), reports);
        if (results.isEmpty()) {
            throw new AssertionError("nothing was run");
        }
        for (TestExecutionResult result : results) {
            Optional<Throwable> failure = result.getThrowable();
            if (failure.isPresent()) {
                throw new AssertionError(failure.get().getMessage() + System.lineSeparator() + report, failure.get());
            }
        }
        return report;
    }
}
