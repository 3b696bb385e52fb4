package dev.portcullis.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** How {@code pom.xml} has to name the module with the compiler of development mode. */
class LiveReloadModuleTest {
    private static String first(String property) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        XPath path = XPathFactory.newInstance().newXPath();
        return path.evaluate("/project/dependencies/dependency[1]/" + property, pom);
    }

    /** Quarkus takes the first compiler on the class path. After another dependency it would be Quarkus' own. */
    @Test
    void isTheFirstDependency() throws Exception {
        assertThat(first("artifactId")).isEqualTo("portcullis-live-reload");
    }

    /** Optional dependencies are not packaged; PackageIT looks into the package. */
    @Test
    void isOptional() throws Exception {
        assertThat(first("optional")).isEqualTo("true");
    }

    /** Code that used it would run in development mode only. */
    @Test
    void isUsedByNobody() {
        String module = "dev.portcullis.livereload..";

        assertThat(ArchitectureTest.ALL).anyMatch(resideInAPackage(module)::test);
        noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module)
                .check(ArchitectureTest.ALL);
    }
}
