package dev.portcullis.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.architecture.Diagram.Message;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramArrowsTest {
    @Test
    void areReadIfTheyAreSolid() {
        Diagram diagram = new Diagram("""
                    http["http<br>routes"] --> json & domain
                    app.mail -->|sends| smtp["Mail server"]
                    person(["A person"]) -.->|signs in| http
                    SignIn->>Auditor: begin
                    SignIn-->>Client: 204, two cookies
                """);

        assertThat(diagram.arrows()).isEqualTo(Map.of("http", Set.of("json", "domain"), "app.mail", Set.of("smtp")));
        assertThat(diagram.messages()).containsExactly(new Message("SignIn", "Auditor", "begin"));
    }

    @Test
    void haveLabels() {
        Diagram diagram = new Diagram("""
                    service -->|app.mail| smtp
                    service -->|breach| leaks["Service"]
                """);

        assertThat(diagram.targets()).isEqualTo(Map.of("app.mail", "smtp", "breach", "leaks"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    app.console --> persistence --> domain",
                "    app.dev ==> http",
                "    app.dev ---> http",
                "    app.dev --- http",
                "    app.dev <--> http",
                "    app.mail & app.dev --> http",
                "    app.mail -- uses --> persistence",
                "    app.mail -. uses .-> persistence",
                "    app.mail -.-> persistence --> domain",
                "    app.mail-->persistence",
                "    SignIn->>Auditor: begin the operation",
                "    SignIn->Auditor: begin"
            })
    void failInAnotherNotation(String line) {
        assertThatThrownBy(() -> new Diagram("flowchart LR\n" + line))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith(line.strip());
    }
}
