package dev.portcullis.livereload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependentsCompilerTest {
    private static final String CALLER = "public class Caller { public static Object answer() { return %s; } }";

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void aProjectOfTwoModules() throws Exception {
        // Names that a file system allows, and that mean something in a pattern or need escapes in a URL.
        project = new Project(folder.resolve("a space, æ, (and) $1+"), "inner", "outer");
        project.write("inner", "shop.Size", "public record Size(int value) {}");
        project.write("inner", "shop.Sizes", "public class Sizes { public static Size one() { return new Size(1); } }");
        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.Sizes.one().value()"));
        project.write("outer", "shop.web.Other", "class Other {}");
        project.scan();
    }

    private Object answer() throws Exception {
        return project.answer("shop.web.Caller");
    }

    @Test
    void aChangedRecordComponentReachesCallersInItsModuleAndInOthers() throws Exception {
        assertThat(answer()).isEqualTo(1);

        project.write("inner", "shop.Size", "public record Size(long value) {}");
        project.scan();

        assertThat(answer()).isEqualTo(1L);
    }

    @Test
    void onlyDependentsAreCompiled() throws Exception {
        project.write("inner", "shop.SizeOfShoes", "public class SizeOfShoes {}");
        project.write("outer", "shop.web.Shoes", "class Shoes { shop.SizeOfShoes size; }");
        project.scan();
        Map<String, Long> before = project.timesOfClassFiles();

        project.write("inner", "shop.Size", "public record Size(long value) {}");
        project.scan();

        assertThat(project.timesOfClassFiles())
                .containsEntry("Other.class", before.get("Other.class"))
                .containsEntry("Shoes.class", before.get("Shoes.class"))
                .doesNotContainEntry("Caller.class", before.get("Caller.class"));
    }

    @Test
    void codeAndPrivateMembersConcernNoDependent() throws Exception {
        Map<String, Long> before = project.timesOfClassFiles();

        project.write("inner", "shop.Size", """
                public record Size(int value) {
                    public Size {
                        new Object() {};
                        Runnable lambda = () -> check();
                        lambda.run();
                    }
                    private static void check() {}
                }""");
        project.scan();

        assertThat(project.timesOfClassFiles())
                .containsEntry("Sizes.class", before.get("Sizes.class"))
                .containsEntry("Caller.class", before.get("Caller.class"));
    }

    @Test
    void aCallerThatDoesNotCompileIsNamedUntilItIsEdited() throws Exception {
        project.write("inner", "shop.Size", "public record Size(int amount) {}");
        String caller = Path.of("shop", "web", "Caller.java") + ":1: error: cannot find symbol";
        assertThatThrownBy(project::scan).hasMessageContaining(caller);
        assertThatThrownBy(project::scan).hasMessageContaining(caller);

        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.Sizes.one().amount() + 1"));
        project.scan();

        assertThat(answer()).isEqualTo(2);
    }

    @Test
    void theNextBuildCompilesACallerThatDidNotCompile() throws Exception {
        project.write("inner", "shop.Size", "public record Size(int amount) {}");
        assertThatThrownBy(project::scan).isInstanceOf(RuntimeException.class);

        assertThat(project.timesOfClassFiles()).containsEntry("Caller.class", 0L);
    }

    @Test
    void aCallerMayNeedANewTypeOfItsModule() throws Exception {
        project.write("inner", "shop.Size", "public record Size(int amount) {}");
        assertThatThrownBy(project::scan).isInstanceOf(RuntimeException.class);

        project.write("outer", "shop.web.Caller", CALLER.formatted("Helper.amount()"));
        project.write(
                "outer",
                "shop.web.Helper",
                "class Helper { static int amount() { return shop.Sizes.one().amount(); } }");
        project.scan();

        assertThat(answer()).isEqualTo(1);
    }

    @Test
    void aChangeOfModulesTogetherNeedsOneScan() throws Exception {
        project.write("inner", "shop.Size", "public record Size(int amount, int unit) {}");
        project.write(
                "inner", "shop.Sizes", "public class Sizes { public static Size one() { return new Size(1, 2); } }");
        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.Sizes.one().unit()"));
        project.scan();

        assertThat(answer()).isEqualTo(2);
    }

    @Test
    void aConstantReachesWhoNamesItThroughASubtypeAndInOtherConstants() throws Exception {
        project.write("inner", "shop.Limits", "public class Limits { public static final int MOST = 3; }");
        project.write("inner", "shop.ShopLimits", "public class ShopLimits extends Limits {}");
        project.write(
                "outer",
                "shop.web.Derived",
                "class Derived { static final int DOUBLE = 2 * shop.ShopLimits.MOST; static final int LEAST = 1; }");
        project.write("outer", "shop.web.Caller", CALLER.formatted("Derived.DOUBLE"));
        project.scan();
        assertThat(answer()).isEqualTo(6);

        project.write("inner", "shop.Limits", "public class Limits { public static final int MOST = 4; }");
        project.scan();

        assertThat(answer()).isEqualTo(8);
    }

    @Test
    void aConstantThatIsGoneIsMissed() throws Exception {
        project.write("inner", "shop.Limits", "public class Limits { public static final int MOST = 3; }");
        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.Limits.MOST"));
        project.scan();

        project.write("inner", "shop.Limits", "public class Limits {}");

        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");
    }

    @Test
    void anInheritedMemberReachesWhoCallsItThroughASubtype() throws Exception {
        project.write("inner", "shop.Base", "public class Base { public int count() { return 1; } }");
        project.write("inner", "shop.Middle", "public class Middle extends Base {}");
        project.write("inner", "shop.Leaf", "public class Leaf extends Middle {}");
        project.write("outer", "shop.web.Caller", CALLER.formatted("new shop.Leaf().count()"));
        project.scan();

        project.write("inner", "shop.Base", "public class Base { public long count() { return 1; } }");
        project.scan();

        assertThat(answer()).isEqualTo(1L);
    }

    @Test
    void aNewCaseBreaksAnExhaustiveSwitch() throws Exception {
        project.write("inner", "shop.Color", "public enum Color { RED }");
        project.write(
                "outer", "shop.web.Caller", CALLER.formatted("switch (shop.Color.values()[0]) { case RED -> 1; }"));
        project.scan();

        project.write("inner", "shop.Color", "public enum Color { RED, BLUE }");

        assertThatThrownBy(project::scan).hasMessageContaining("does not cover all possible input values");
    }

    @Test
    void aDeletedTypeIsMissed() throws Exception {
        project.delete("inner", "shop.Sizes");
        project.write("inner", "shop.Unrelated", "class Unrelated {}");

        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");

        project.write("outer", "shop.web.Caller", CALLER.formatted("new shop.Size(5).value()"));
        project.scan();
        assertThat(answer()).isEqualTo(5);
    }

    @Test
    void aDeletedTypeIsMissedAlsoAfterAChangeOfALaterModule() throws Exception {
        project.delete("inner", "shop.Sizes");
        project.write("outer", "shop.web.Unrelated", "class Unrelated {}");

        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");
    }

    @Test
    void aDeletedTypeMayReturnWithItsOldTime() throws Exception {
        project.moveAway("inner", "shop.Sizes");
        project.write("inner", "shop.Unrelated", "class Unrelated {}");
        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");
        project.write("outer", "shop.web.Caller", CALLER.formatted("new shop.Size(5).value()"));
        project.scan();

        project.moveBack("inner", "shop.Sizes");
        project.scan();
        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.Sizes.one().value()"));
        project.scan();

        assertThat(answer()).isEqualTo(1);
    }

    @Test
    void aDeletedTypeMayReturnBeforeItsCallerIsEdited() throws Exception {
        project.moveAway("inner", "shop.Sizes");
        project.write("inner", "shop.Unrelated", "class Unrelated {}");
        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");

        project.moveBack("inner", "shop.Sizes");
        project.scan();

        assertThat(answer()).isEqualTo(1);
    }

    @Test
    void aRemovedNestedTypeIsMissed() throws Exception {
        project.write("inner", "shop.Box", "public class Box { public static class Lid {} }");
        project.write("outer", "shop.web.Caller", CALLER.formatted("new shop.Box.Lid()"));
        project.scan();

        project.write("inner", "shop.Box", "public class Box {}");

        assertThatThrownBy(project::scan).hasMessageContaining("Caller.java");
    }

    @Test
    void compilationsEndAndContinueInTheNextScan() throws Exception {
        project.write("inner", "shop.C0", "public interface C0 { int V0 = 1; }");
        for (int i = 1; i <= 25; i++) {
            project.write(
                    "inner",
                    "shop.C" + i,
                    "public interface C%1$d { int V%1$d = C%2$d.V%2$d + 1; }".formatted(i, i - 1));
        }
        project.write("outer", "shop.web.Caller", CALLER.formatted("shop.C25.V25"));
        project.scan();
        assertThat(answer()).isEqualTo(26);

        project.write("inner", "shop.C0", "public interface C0 { int V0 = 2; }");
        assertThatThrownBy(project::scan).hasMessageContaining("after 20 compilations");
        project.scan();

        assertThat(answer()).isEqualTo(27);
    }
}
