package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facades of what Java's language has no plain word for. */
final class NamesTest {

    @TempDir
    Path folder;

    @Test
    void functionsCalledYieldKeepTheirName() throws Exception {
        run("""
                @suspension.facade.SuspendFacade(edges.Yielding.class)
                @suspension.facade.SuspendFacade(edges.YieldingObject.class)
                @suspension.facade.SuspendFacade(edges.YieldingClass.class)
                @suspension.facade.SuspendFacade(edges.NamesKt.class)
                """, """
                record Mine() implements JavaYielding {
                    @Override public int yield() {
                        return 1;
                    }
                    @Override public int record() {
                        return 7;
                    }
                    @Override public int yield(edges.Cents record, java.util.function.IntUnaryOperator yield) {
                        return yield.applyAsInt(7);
                    }
                }
                """, """
                check(15, JavaNames.yielded(JavaYielding.toKotlin(new Mine())));
                check(1, JavaYielding.of(JavaYielding.toKotlin(new Mine())).yield());
                check(7, new Mine().yield(5, x -> x));
                check(1, new Mine().tasks().yield().await());
                check(6, JavaNames.yield(4, 2));
                check(5, JavaNames.yield(4));
                check(6, JavaYieldingObject.yield(4));
                check(7, JavaYieldingObject.yield(4, it -> it.m(2)));
                check(6, JavaYieldingObject.tasks().yield(4).await());
                JavaYieldingClass java = JavaYieldingClass.of(new edges.YieldingClass());
                check(6, java.yield(4));
                check(6, java.tasks().yield(4).await());
                check(4, JavaYieldingClass.yieldCents(4));
                check(4, JavaYieldingClass.companionTasks().yieldCents(4).await());
                """);
    }

    @Test
    void varargsOfLambdasConvertWhatTheseGive() throws Exception {
        run("""
                @suspension.facade.SuspendFacade(edges.Variadic.class)
                @suspension.facade.SuspendFacade(edges.VariadicTaken.class)
                @suspension.facade.SuspendFacade(edges.NamesKt.class)
                """, """
                record Taken() implements JavaVariadicTaken {
                    @Override @SafeVarargs public final Duration waits(suspension.Awaitable<Duration, ?>... each) {
                        try {
                            return each[0].await().plus(each[1].await());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    @Override @SafeVarargs
                    public final Duration plain(java.util.function.IntFunction<Duration>... each) {
                        return each[0].apply(5);
                    }
                }
                """, """
                JavaVariadic java = JavaVariadic.of(new edges.Variadic());
                check(3L, java.waits(() -> Duration.ofMillis(1), () -> Duration.ofMillis(2)).toMillis());
                check(3L, java.tasks().waits(() -> Duration.ofMillis(1), () -> Duration.ofMillis(2)).await().toMillis());
                check(4L, java.plain(cents -> Duration.ofMillis(2), cents -> Duration.ofMillis(2)).toMillis());
                check(3, java.results(x -> new suspension.Outcome.Success<>(x + 2)));
                check(2, java.<String>generic(x -> new suspension.Outcome.Success<>(x), x -> null));
                check(1, java.orNull(() -> {}, null));
                check(4, java.unsigned(x -> x + 1));
                check(12L, JavaNames.pass(JavaVariadicTaken.toKotlin(new Taken())).toMillis());
                """);
    }

    @Test
    void genericValueClassesAreMadeOfBoundedAndBuiltUpContent() throws Exception {
        run("""
                @suspension.facade.SuspendFacade(edges.Boxing.class)
                """, "", """
                JavaBoxing java = JavaBoxing.of(new edges.KotlinBoxing());
                List<edges.Cents> cents = List.of(JavaBoxing.cents(2), JavaBoxing.cents(3));
                check(5, java.list(cents));
                check(5, java.list(JavaBoxing.listBox(cents)));
                check(5, java.tasks().list(cents).await());
                check(2, java.any(cents));
                check(3, java.all(cents));
                check(4, java.all(cents, 2));
                check(1, java.list(java.compare(1)));
                check(1, java.list(java.compare(JavaBoxing.compared(1))));
                check(3L, java.durations(Duration.ofMillis(3)));
                check(-1, java.unsigned(-1));
                check(7, java.boxes(JavaBoxing.cents(7)));
                check(3, java.text("abc"));
                check(-1, java.text((String) null));
                check(4, java.call(() -> 4));
                check(4, java.call(JavaBoxing.calling(() -> 4)));
                """);
    }

    @ParameterizedTest
    @CsvSource({"edges.Around.Inside, edges.Around", "edges.Around.Nested.Deep, edges.Around.Nested"})
    void innerClassesOfGenericOnesAreAnErrorAtTheAnnotation(String type, String around) throws Exception {
        String source = "package user;\n@suspension.facade.SuspendFacade(" + type + ".class)\nclass Ask {}\n";
        assertThat(new UserCode(folder).source("user/Ask", source).compile())
                .singleElement()
                .asString()
                .contains("Ask.java:2", type + " can have no facade: it is an inner class of " + around + ", whose");
    }

    @Test
    void functionsThatNameInnerClassesOfGenericOnesAreListed() throws Exception {
        UserCode code = run("""
                @suspension.facade.SuspendFacade(edges.Around.class)
                """, "", """
                check("a", JavaAround.of(new edges.Around<String>("a")).value());
                """);
        assertThat(code.generated().get("JavaAround.java").replaceAll("\\s+(\\* )?", " "))
                .contains("{@code make()}: {@code Inside} in its signature is an inner class of one with type")
                .contains("{@code take(inside)}: {@code Inside} in its signature is an inner class");
    }

    @Test
    void classesAreTheFirstBounds() throws Exception {
        run("""
                @suspension.facade.SuspendFacade(edges.Bounds.class)
                """, "", """
                JavaBounds<edges.Worker> java = JavaBounds.of(new edges.Bounds<edges.Worker>());
                edges.Worker worker = new edges.Worker();
                check(worker, java.same(worker));
                check(worker, java.tasks().same(worker).await());
                check(3, java.both(3));
                """);
    }

    @Test
    void methodsThatDifferInTheirResultsOnlyAreCalled() throws Exception {
        run("""
                @suspension.facade.SuspendFacade(edges.Twice.class)
                """, "", """
                JavaTwice java = JavaTwice.of(new edges.Twice());
                check(1, java.days());
                check(2L, java.days2());
                """);
    }

    @Test
    void hiddenOverloadsAndConstructorsAreListed() throws Exception {
        UserCode code = run("""
                @suspension.facade.SuspendFacade(edges.Hiding.class)
                """, "", """
                JavaHiding java = JavaHiding.of(new edges.Hiding(1, 2));
                check("one a", java.f("a"));
                check("two a 2", java.f("a", 2));
                check(3, java.sum());
                """);
        String javadoc = code.generated().get("JavaHiding.java").replaceAll("\\s+(\\* )?", " ");
        assertThat(javadoc)
                .contains("{@code f(a, b)} without its defaults, as {@code f(a)}, is left out: another method has")
                .contains("the constructor {@code Hiding(cents, n)}: call it in Kotlin, because a value class")
                .contains("the constructor {@code Hiding(n, m)}: call it by {@code new} with all its arguments")
                .doesNotContain("Hiding(text)");
    }

    private UserCode run(String annotations, String more, String body) throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import java.time.Duration;
                import java.util.List;
                import suspension.Async;
                %s
                public class Ask {
                    %s
                    @SuppressWarnings("unchecked") // arrays of generic elements
                    public static void run() {
                        Async.run(() -> {
                            %s
                        });
                    }
                    private static void check(Object expected, Object actual) {
                        if (!expected.equals(actual)) {
                            throw new AssertionError(expected + " but " + actual);
                        }
                    }
                }
                """.formatted(annotations, more, body));
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
        return code;
    }
}
