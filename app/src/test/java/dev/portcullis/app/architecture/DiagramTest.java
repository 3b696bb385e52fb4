package dev.portcullis.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.portcullis.architecture.Diagram;
import dev.portcullis.architecture.Diagram.Message;
import dev.portcullis.outbound.GuardedClient;
import dev.portcullis.signin.SignIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The diagrams of docs/architecture.md show what {@link ArchitectureTest} allows, and calls that the code makes. */
class DiagramTest {
    private static final String CONTAINERS = "### Containers";
    private static final String COMPONENTS = "### Components";

    /** Each component that calls a container, and that container. */
    private static final Map<String, String> CALLED = Map.ofEntries(
            Map.entry("persistence", "postgresql"),
            Map.entry("rememberizer", "upstream"),
            Map.entry("siteverify", "captcha"),
            Map.entry("app.mail", "smtp"),
            Map.entry("breach", "leaks"));

    private static final String LOCAL = "### A sign-in with the local provider";

    /** Each side, and what it may use; the features of the domain are one node. */
    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> sides = new HashMap<>();
        ArchitectureTest.SIDES.forEach((side, others) -> sides.put(
                node(side), others.stream().map(DiagramTest::node).collect(Collectors.toCollection(TreeSet::new))));
        return sides;
    }

    private static String node(String side) {
        return ArchitectureTest.DOMAIN.contains(side)
                ? "domain"
                : side.substring("dev.portcullis.".length(), side.length() - "..".length());
    }

    @Test
    void theComponentsHaveTheArrowsThatNoPathImplies() {
        assertThat(Diagram.of(COMPONENTS).arrows()).isEqualTo(Diagram.withoutImplied(allowed()));
    }

    @Test
    void theContainersAreCalledByComponents() {
        assertThat(Diagram.of(CONTAINERS).targets()).isEqualTo(CALLED);
        assertThat(CALLED.keySet())
                .containsAll(ArchitectureTest.ALL.get(GuardedClient.class).getDirectDependenciesToSelf().stream()
                        .map(dependency -> dependency.getOriginClass().getPackageName())
                        .map(name -> name.substring("dev.portcullis.".length()))
                        .filter(name -> !name.equals("outbound"))
                        .toList());
    }

    private static Stream<String> signIns() {
        return Diagram.headings().filter(heading -> heading.startsWith("### A sign-in "));
    }

    @ParameterizedTest
    @MethodSource("signIns")
    void everyMessageIsACall(String heading) {
        assertThat(Diagram.of(heading).messages())
                .hasSizeGreaterThan(10)
                .allSatisfy(message ->
                        assertThat(calls(message)).as("calls of %s", message).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("signIns")
    void theMessagesOfTheUseCaseAreInItsOrder(String heading) {
        AtomicInteger line = new AtomicInteger();
        ofTheUseCase(heading).forEach(message -> {
            OptionalInt next = calls(message)
                    .mapToInt(JavaAccess::getLineNumber)
                    .filter(candidate -> candidate >= line.get())
                    .min();
            assertThat(next).as("%s after line %s", message, line).isPresent();
            line.set(next.orElseThrow());
        });

        assertThat(line).hasPositiveValue();
    }

    @Test
    void noCallOfTheUseCaseToAPortIsMissing() {
        JavaClass useCase = ArchitectureTest.ALL.get(SignIn.class);
        Set<JavaClass> ports = useCase.getFields().stream()
                .map(field -> field.getRawType())
                .filter(type -> type.getPackageName().startsWith("dev.portcullis"))
                .collect(Collectors.toSet());

        assertThat(ofTheUseCase(LOCAL).map(Message::method))
                .containsAll(useCase.getAccessesFromSelf().stream()
                        .filter(access -> ports.contains(access.getTargetOwner()))
                        .map(JavaAccess::getName)
                        .toList());
    }

    private static Stream<Message> ofTheUseCase(String heading) {
        return Diagram.of(heading).messages().stream()
                .filter(message -> message.sender().equals(SignIn.class.getSimpleName()));
    }

    private static Stream<JavaAccess<?>> calls(Message message) {
        JavaClass receiver = named(message.receiver());
        return named(message.sender()).getAccessesFromSelf().stream()
                .filter(access -> access.getName().equals(message.method()))
                .filter(access ->
                        receiver.isAssignableTo(access.getTargetOwner().getName()));
    }

    private static JavaClass named(String name) {
        List<JavaClass> found = ArchitectureTest.ALL.stream()
                .filter(type -> type.isTopLevelClass() && type.getSimpleName().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
