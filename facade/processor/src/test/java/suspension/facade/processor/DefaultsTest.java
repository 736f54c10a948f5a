package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which arguments are left out, told as Kotlin's compiler tells it. */
final class DefaultsTest {

    @TempDir
    Path folder;

    @Test
    void contextParametersAreNumberedToo() throws Exception {
        runs("""
                check("a 2 5", JavaNumberedKt.inContext("a"));
                check("a 1 5", JavaNumberedKt.inContext("a", 1));
                check("a 1 3", JavaNumberedKt.inContext("a", 1, 3));
                check("a 2 3", JavaNumberedKt.inContext("a", it -> it.m(3)));
                check("a b 7 1 2", JavaNumberedKt.inTwoContexts("a", "b", 7));
                check("a b 7 0 2", JavaNumberedKt.inTwoContexts("a", "b", 7, 0));
                check("a b 7 1 0", JavaNumberedKt.inTwoContexts("a", "b", 7, it -> it.y(0)));
                JavaNumbered numbered = JavaNumbered.of(new edges.Numbered());
                check("a 2", numbered.inContext("a"));
                check("a 3", numbered.inContext("a", 3));
                check("4", numbered.inContext("a", 4, n -> "" + n));
                """);
    }

    @Test
    void manyDefaultsMayAllBeLeftOut() throws Exception {
        UserCode code = runs("""
                check("%d", "" + JavaNumberedKt.of32());
                check("%d", "" + JavaNumberedKt.of32(it -> it.p31(0)));
                check("%d", "" + JavaNumberedKt.of33());
                check("%d", "" + JavaNumberedKt.of33(1));
                check("%d", "" + JavaNumberedKt.of63());
                """.formatted(sum(32), sum(31), sum(33), sum(33) + 1, sum(63)));
        assertThat(code.generated().get("JavaNumberedKt.java").replaceAll("\\s+(\\* )?", " "))
                .contains("has no object for its defaults, because it has more than 32 parameters")
                .contains("takes all its arguments, because it has more than 63 parameters")
                .contains("int of64(")
                .doesNotContain("int of64()");
    }

    /** Each parameter's default is its number. */
    private static int sum(int parameters) {
        return IntStream.range(0, parameters).sum();
    }

    private UserCode runs(String statements) throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(value = edges.NumberedKt.class, name = "JavaNumberedKt")
                @suspension.facade.SuspendFacade(edges.Numbered.class)
                public class Ask {
                    public static void run() {
                        suspension.Async.run(() -> {
                %s
                        });
                    }
                    private static void check(String expected, String actual) {
                        if (!expected.equals(actual)) {
                            throw new AssertionError(expected + " but " + actual);
                        }
                    }
                }
                """.formatted(statements));
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
        return code;
    }
}
