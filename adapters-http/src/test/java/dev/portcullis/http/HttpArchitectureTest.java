package dev.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.portcullis.architecture.PackageCycles;
import org.junit.jupiter.api.Test;

class HttpArchitectureTest {
    @Test
    void hasNoPackageCycle() {
        JavaClasses classes = PackageCycles.ofThisModule();

        PackageCycles.none().check(classes);
        assertThat(PackageCycles.canary().evaluate(classes).hasViolation()).isTrue();
    }
}
