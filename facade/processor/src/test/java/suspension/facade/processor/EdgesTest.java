package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facades of what few write, which compile strictly and work, or say what they leave out. */
final class EdgesTest {

    @TempDir
    Path folder;

    @Test
    void lambdasOfManyParametersAreKotlinsOwn() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import kotlin.jvm.functions.FunctionN;
                import suspension.Async;
                import suspension.interop.Suspend;
                @suspension.facade.SuspendFacade(edges.Wide.class)
                public class Ask {
                    record Last(int getArity) implements FunctionN<String> {
                        @Override public int getArity() {
                            return getArity;
                        }
                        @Override public String invoke(Object... all) {
                            return "last " + all[21];
                        }
                    }
                    record LastOfSuspend(int getArity) implements FunctionN<Object> {
                        @Override public int getArity() {
                            return getArity;
                        }
                        @Override public Object invoke(Object... all) {
                            return "last " + all[21];
                        }
                    }
                    public static void run() {
                        Async.run(() -> {
                            JavaWide wide = JavaWide.of(new edges.KotlinWide());
                            check("15 Cents(amount=6)", wide.six((a, b, c, d, e, f, k) -> Suspend.implement(k, () -> {
                                Async.sleep(java.time.Duration.ofMillis(1));
                                return a + b + c + d + e + " " + f;
                            })));
                            wide.sixUnit((a, b, c, d, e, f, k) -> Suspend.implement(k, () -> check("6", "" + f)));
                            check("null", "" + wide.sixOrNull());
                            check("1", wide.sixOrNull((a, b, c, d, e, f, k) -> "" + a));
                            check("last 22", wide.large(new Last(23)));
                            check("last 22", wide.largeSuspend(new LastOfSuspend(23)));
                            check("276", wide.makeLarge().invoke(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                                    16, 17, 18, 19, 20, 21, 22, 23).toString());
                            check("1", "" + wide.largeInside(java.util.List.of(new Last(23))));
                            var six = wide.makeSix();
                            check("21", "" + Async.<Object>await(k -> six.invoke(1, 2, 3, 4, 5, 6, k)));
                        });
                    }
                    private static void check(String expected, String actual) {
                        if (!expected.equals(actual)) {
                            throw new AssertionError(expected + " but " + actual);
                        }
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
        assertThat(javadocOf(code, "JavaWide.java"))
                .contains("{@code six(block)} takes {@code block} as Kotlin's own function, with a continuation last")
                .contains("{@code largeSuspend(block)} takes {@code block} as Kotlin's own function");
    }

    @Test
    void functionsThatNameWhatIsNotPublicAreListed() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(edges.Exposing.class)
                public class Ask {
                    public static void run() {
                        JavaExposing java = JavaExposing.of(new edges.Exposing());
                        suspension.Async.run(() -> java.shown() + java.inside(null));
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
        assertThat(javadocOf(code, "JavaExposing.java"))
                .contains(List.of(
                        "{@code ofModule(inside)}: internal",
                        "{@code hidden(hidden)}: {@code Hidden} in its signature is not public",
                        "{@code hiddenInside(hidden)}: {@code Hidden} in",
                        "{@code makeHidden()}: {@code Hidden} in",
                        "{@code lambda(block)}: {@code Hidden} in",
                        "{@code bounded(value)}: {@code Hidden} in",
                        "{@code arrayOfHidden(hidden)}: {@code Hidden} in",
                        "{@code throwing()}: {@code HiddenException} in",
                        "{@code inherited(times)}: {@code HiddenBase}, which declares it, is not public",
                        "{@code inheritedValue}: {@code HiddenBase}, which declares it, is not public"));
    }

    @Test
    void typeParametersBoundedByWhatIsNotPublicAreAnErrorAtTheAnnotation() throws Exception {
        String source = "package user;\n@suspension.facade.SuspendFacade(edges.BoundedByHidden.class)\nclass Ask {}\n";
        assertThat(new UserCode(folder).source("user/Ask", source).compile())
                .singleElement()
                .asString()
                .contains(
                        "Ask.java:2",
                        "edges.BoundedByHidden can have no facade: Hidden in its signature is not public");
    }

    @ParameterizedTest
    @CsvSource({
        "wait, java.time.Duration",
        "cents, edges.Cents",
        "result, suspension.Outcome<String>",
        "name, java.util.function.Supplier<String>",
        "tag, edges.Tag",
        "tag, String",
        "names, java.util.List<String>",
        "array, int[]",
        "text, String",
        "more, String[]"
    })
    void nullForAnArgumentWithADefaultIsRefusedWhateverItsType(String name, String type) throws Exception {
        assertThatThrownBy(() -> runWith(name + "((" + type + ") null)"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(name + " must not be null; what is not given has its default");
    }

    @Test
    void nullForAnArgumentThatMayBeNullIsGiven() throws Exception {
        runWith("maybe(null).maybeTag((edges.Tag) null).maybeTag((String) null)");
    }

    @Test
    void defaultsOfClassesThatWrapNullAreLeftOutAndGiven() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import suspension.Outcome;
                @suspension.facade.SuspendFacade(edges.WrappedNull.class)
                public class Ask {
                    public static void run() {
                        suspension.Async.run(() -> {
                            JavaWrappedNull java = JavaWrappedNull.of(new edges.KotlinWrappedNull());
                            Check.equal("Success(none) Remark(text=null) 1", java.all());
                            Check.equal("Success(r) Remark(text=null) 1", java.all(new Outcome.Success<>("r")));
                            Check.equal("Success(none) Remark(text=x) 1", java.all(it -> it.remark("x")));
                            Check.equal("Success(none) Remark(text=null) 2", java.all(it -> it.remark((String) null).last(2)));
                        });
                    }
                }
                """).source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    private void runWith(String setters) throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(edges.Options.class)
                public class Ask {
                    public static void run() {
                        suspension.Async.run(() -> JavaOptions.of(new edges.Options()).all(it -> it.%s));
                    }
                }
                """.formatted(setters));
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    /** Kotlin calls what overrides a generic function in two ways: with bare values, and with objects. */
    @Test
    void valueClassesThatOverrideTypeParametersArriveEitherWay() throws Exception {
        UserCode code = new UserCode(folder)
                .source("user/Ask", SOURCES.replace("PAUSE", ""))
                .source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    @Test
    void valueClassesThatOverrideTypeParametersArriveEitherWayFromBodiesThatWait() throws Exception {
        UserCode code = new UserCode(folder)
                .source("user/Ask", SOURCES.replace("PAUSE", "suspension.Async.sleep(java.time.Duration.ofMillis(1));"))
                .source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    private static final String CHECK = """
            package user;
            class Check {
                static void equal(Object expected, Object actual) {
                    if (!expected.equals(actual)) {
                        throw new AssertionError(expected + " but " + actual);
                    }
                }
            }
            """;

    private static final String SOURCES = """
            package user;
            import edges.*;
            import java.time.Duration;
            import suspension.Async;
            import suspension.Outcome;
            import suspension.facade.SuspendFacade;
            @SuspendFacade(CentsSource.class)
            @SuspendFacade(InheritedCents.class)
            @SuspendFacade(TagSource.class)
            @SuspendFacade(ResultSource.class)
            @SuspendFacade(DurationSource.class)
            @SuspendFacade(BitsSource.class)
            @SuspendFacade(UnitSource.class)
            @SuspendFacade(ArraySource.class)
            @SuspendFacade(CentsOfWider.class)
            @SuspendFacade(EdgesKt.class)
            public class Ask {
                static final Cents TWO = JavaCentsSource.cents(2);
                static final Tag TAG = JavaTagSource.tag("t");

                static class OfCents implements JavaCentsSource {
                    @Override public Cents next() { PAUSE return TWO; }
                    @Override public Cents nextOrNull() { PAUSE return TWO; }
                    @Override public Cents send(Cents value) { PAUSE return value; }
                    @Override public Cents peek() { return TWO; }
                    @Override public Cents peekOrNull() { return TWO; }
                    @Override public Cents put(Cents value) { return value; }
                    @Override public Cents head() { return TWO; }
                    @Override public Cents withTag(Tag tag) { PAUSE return TWO; }
                    @Override public Cents withTagNow(Tag tag) { return TWO; }
                }

                static class Inherited implements JavaInheritedCents {
                    @Override public Cents next() { PAUSE return TWO; }
                    @Override public Cents nextOrNull() { PAUSE return TWO; }
                    @Override public Cents send(Cents value) { PAUSE return value; }
                    @Override public Cents peek() { return TWO; }
                    @Override public Cents peekOrNull() { return TWO; }
                    @Override public Cents put(Cents value) { return value; }
                    @Override public Cents head() { return TWO; }
                    @Override public Cents withTag(Tag tag) { PAUSE return TWO; }
                    @Override public Cents withTagNow(Tag tag) { return TWO; }
                }

                static class OfTags implements JavaTagSource {
                    @Override public Tag next() { PAUSE return TAG; }
                    @Override public Tag nextOrNull() { PAUSE return TAG; }
                    @Override public Tag send(Tag value) { PAUSE return value; }
                    @Override public Tag peek() { return TAG; }
                    @Override public Tag peekOrNull() { return TAG; }
                    @Override public Tag put(Tag value) { return value; }
                    @Override public Tag head() { return TAG; }
                    @Override public Tag withTag(Tag tag) { PAUSE return tag; }
                    @Override public Tag withTagNow(Tag tag) { return tag; }
                }

                static class OfResults implements JavaResultSource {
                    @Override public Outcome<String> next() { PAUSE return new Outcome.Success<>("r"); }
                    @Override public Outcome<String> nextOrNull() { PAUSE return null; }
                    @Override public Outcome<String> send(Outcome<String> value) { PAUSE return value; }
                    @Override public Outcome<String> peek() { return new Outcome.Success<>("r"); }
                    @Override public Outcome<String> peekOrNull() { return null; }
                    @Override public Outcome<String> put(Outcome<String> value) { return value; }
                    @Override public Outcome<String> head() { return new Outcome.Success<>("r"); }
                    @Override public Outcome<String> withTag(Tag tag) { PAUSE return new Outcome.Success<>("r"); }
                    @Override public Outcome<String> withTagNow(Tag tag) { return new Outcome.Success<>("r"); }
                }

                static class OfDurations implements JavaDurationSource {
                    static final Duration ONE = Duration.ofSeconds(1);
                    @Override public Duration next() { PAUSE return ONE; }
                    @Override public Duration nextOrNull() { PAUSE return null; }
                    @Override public Duration send(Duration value) { PAUSE return value; }
                    @Override public Duration peek() { return ONE; }
                    @Override public Duration peekOrNull() { return null; }
                    @Override public Duration put(Duration value) { return value; }
                    @Override public Duration head() { return ONE; }
                    @Override public Duration withTag(Tag tag) { PAUSE return ONE; }
                    @Override public Duration withTagNow(Tag tag) { return ONE; }
                }

                static class OfBits implements JavaBitsSource {
                    @Override public int next() { PAUSE return -1; }
                    @Override public Integer nextOrNull() { PAUSE return null; }
                    @Override public int send(int value) { PAUSE return value; }
                    @Override public int peek() { return -1; }
                    @Override public Integer peekOrNull() { return -1; }
                    @Override public int put(int value) { return value; }
                    @Override public int head() { return -1; }
                    @Override public int withTag(Tag tag) { PAUSE return -1; }
                    @Override public int withTagNow(Tag tag) { return -1; }
                }

                static class OfUnit implements JavaUnitSource {
                    @Override public void next() { PAUSE }
                    @Override public void peek() {}
                }

                static class OfArrays implements JavaArraySource {
                    @Override public int[] bits() { PAUSE return new int[] {-1}; }
                    @Override public int[] bitsNow() { return new int[] {-1}; }
                }

                static class OfWider implements JavaCentsOfWider {
                    @Override public Cents any() { return TWO; }
                    @Override public Cents anyLater() { PAUSE return TWO; }
                    @Override public Cents comparable() { return TWO; }
                }

                public static void run() {
                    Async.run(() -> {
                        String two = "Cents(amount=2)";
                        String twos = (two + " ").repeat(9).strip();
                        CentsSource cents = JavaCentsSource.toKotlin(new OfCents());
                        Check.equal("8 6 " + two + " " + two, JavaEdges.viaCents(cents));
                        Check.equal(twos, JavaEdges.viaSource(cents));
                        InheritedCents inherited = JavaInheritedCents.toKotlin(new Inherited());
                        Check.equal("8 6 " + two + " " + two, JavaEdges.viaInherited(inherited));
                        Check.equal(twos, JavaEdges.viaSource(inherited));
                        TagSource tags = JavaTagSource.toKotlin(new OfTags());
                        Check.equal("ttttttt", JavaEdges.viaTags(tags));
                        Check.equal(
                                "Tag(text=t) ".repeat(7) + "Tag(text=a) Tag(text=b)", JavaEdges.viaSource(tags));
                        ResultSource results = JavaResultSource.toKotlin(new OfResults());
                        Check.equal("rrrr", JavaEdges.viaResults(results));
                        String success = "Success(r) ";
                        Check.equal(
                                success + "null " + success + success + "null " + success + success + success + "Success(r)",
                                JavaEdges.viaSource(results));
                        DurationSource durations = JavaDurationSource.toKotlin(new OfDurations());
                        Check.equal("4s", JavaEdges.viaDurations(durations));
                        Check.equal("1s null 1s 1s null 1s 1s 1s 1s", JavaEdges.viaSource(durations));
                        BitsSource bits = JavaBitsSource.toKotlin(new OfBits());
                        Check.equal("4294967292", JavaEdges.viaBits(bits));
                        String max = " 4294967295";
                        Check.equal((max + " null" + max.repeat(7)).strip(), JavaEdges.viaSource(bits));
                        UnitSource unit = JavaUnitSource.toKotlin(new OfUnit());
                        Check.equal("kotlin.Unit kotlin.Unit", JavaEdges.viaUnit(unit));
                        ArraySource arrays = JavaArraySource.toKotlin(new OfArrays());
                        Check.equal("UIntArray(storage=[-1]) UIntArray(storage=[-1])", JavaEdges.viaArrays(arrays));
                        CentsOfWider wider = JavaCentsOfWider.toKotlin(new OfWider());
                        Check.equal("6 " + two + " " + two + " " + two, JavaEdges.viaWider(wider));
                    });
                }
            }
            """;

    /** What is generic where it is declared takes and gives objects of the value classes put in. */
    @Test
    void valueClassesPutInForTypeParametersArriveAsObjects() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import edges.*;
                import java.time.Duration;
                import suspension.Async;
                import suspension.Outcome;
                import suspension.facade.SuspendFacade;
                @SuspendFacade(CentsRegistry.class)
                @SuspendFacade(TagRegistry.class)
                @SuspendFacade(ResultRegistry.class)
                @SuspendFacade(DurationRegistry.class)
                @SuspendFacade(BitsRegistry.class)
                @SuspendFacade(KotlinCentsRegistry.class)
                public class Ask {
                    public static void run() {
                        Async.run(() -> {
                            cents();
                            tags();
                            results();
                            durations();
                            bits();
                        });
                    }

                    private static void cents() {
                        Cents two = JavaCentsRegistry.cents(2);
                        JavaCentsRegistry java = JavaCentsRegistry.of(new KotlinCentsRegistry());
                        Check.equal(two, java.find(2));
                        Check.equal(two, java.findOrNull(two));
                        Check.equal("null", "" + java.findOrNull((Cents) null));
                        Check.equal(two, java.now(two));
                        Check.equal(two, java.nowOrNull(two));
                        Check.equal("null", "" + java.nowOrNull((Cents) null));
                        Check.equal(two, java.mapped(JavaCentsRegistry.cents(1), x -> two));
                        Check.equal("Cents(amount=2) null 1", java.shown(two));
                        Check.equal("Cents(amount=2) Cents(amount=2) 1", java.shown(two, two));
                        Check.equal("Cents(amount=2) null 3", java.shown(two, it -> it.last(3)));
                        Check.equal("Cents(amount=2) Cents(amount=2) 3", java.shown(two, it -> it.more(two).last(3)));
                        java.held(two);
                        Check.equal(two, java.held());
                        JavaKotlinCentsRegistry ofClass = JavaKotlinCentsRegistry.of(new KotlinCentsRegistry());
                        Check.equal(two, ofClass.find(2));
                        Check.equal(two, ofClass.now(two));
                        Check.equal("Cents(amount=1)", "" + ofClass.held());
                    }

                    private static void tags() {
                        Tag tag = JavaTagRegistry.tag("x");
                        JavaTagRegistry java = JavaTagRegistry.of(new KotlinTagRegistry());
                        Check.equal(tag, java.find("x"));
                        Check.equal("null", "" + java.findOrNull((Tag) null));
                        Check.equal(tag, java.now(tag));
                        Check.equal(tag, java.nowOrNull(tag));
                        Check.equal("null", "" + java.nowOrNull((Tag) null));
                        Check.equal("Tag(text=x) null 3", java.shown(tag, it -> it.last(3)));
                        java.held(tag);
                        Check.equal(tag, java.held());
                    }

                    private static void results() {
                        Outcome<String> ok = new Outcome.Success<>("x");
                        JavaResultRegistry java = JavaResultRegistry.of(new KotlinResultRegistry());
                        Check.equal(ok, java.find(ok));
                        Check.equal("null", "" + java.findOrNull(null));
                        Check.equal(ok, java.now(ok));
                        Check.equal(ok, java.nowOrNull(ok));
                        Check.equal("null", "" + java.nowOrNull(null));
                        Check.equal("Success(x) Success(x) 3", java.shown(ok, it -> it.more(ok).last(3)));
                        java.held(ok);
                        Check.equal(ok, java.held());
                    }

                    private static void durations() {
                        Duration two = Duration.ofSeconds(2);
                        JavaDurationRegistry java = JavaDurationRegistry.of(new KotlinDurationRegistry());
                        Check.equal(two, java.find(two));
                        Check.equal("null", "" + java.findOrNull(null));
                        Check.equal(two, java.now(two));
                        Check.equal(two, java.nowOrNull(two));
                        Check.equal(two, java.mapped(Duration.ZERO, x -> two));
                        Check.equal("2s 2s 3", java.shown(two, it -> it.more(two).last(3)));
                        java.held(two);
                        Check.equal(two, java.held());
                    }

                    private static void bits() {
                        JavaBitsRegistry java = JavaBitsRegistry.of(new KotlinBitsRegistry());
                        Check.equal(-2, java.find(-2));
                        Check.equal(-2, java.findOrNull(-2));
                        Check.equal("null", "" + java.findOrNull(null));
                        Check.equal(-2, java.now(-2));
                        Check.equal(-2, java.nowOrNull(-2));
                        Check.equal("null", "" + java.nowOrNull(null));
                        Check.equal(-3, java.mapped(-2, x -> x - 1));
                        Check.equal("4294967294 4294967293 3", java.shown(-2, it -> it.more(-3).last(3)));
                        Check.equal("4294967294 null 1", java.shown(-2));
                        Check.equal(-1, java.held());
                        java.held(-2);
                        Check.equal(-2, java.held());
                    }
                }
                """).source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    @Test
    void noResultOfUnitStaysApartFromSuccess() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import edges.*;
                import suspension.Async;
                import suspension.Outcome;
                import suspension.facade.SuspendFacade;
                import suspension.interop.Suspend;
                @SuspendFacade(UnitResults.class)
                @SuspendFacade(EdgesKt.class)
                public class Ask {
                    static class OfJava implements JavaUnitResults {
                        @Override public Outcome<Void> later(Outcome<Void> result) { return result; }
                        @Override public Outcome<Void> now(Outcome<Void> result) { return result; }
                        @Override public String called(Suspend.Body1<Integer, Outcome<Void>> block) {
                            try {
                                return "" + block.run(1);
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        }
                        @Override public String calledNow(java.util.function.IntFunction<Outcome<Void>> block) {
                            return "" + block.apply(1);
                        }
                    }
                    public static void run() {
                        Async.run(() -> {
                            Outcome<Void> ok = new Outcome.Success<>(null);
                            JavaUnitResults java = JavaUnitResults.of(new KotlinUnitResults());
                            Check.equal(ok, java.later(ok));
                            Check.equal("null", "" + java.later(null));
                            Check.equal(ok, java.now(ok));
                            Check.equal("null", "" + java.now(null));
                            Check.equal("null", java.called(x -> null));
                            Check.equal("Success(kotlin.Unit)", java.called(x -> ok));
                            Check.equal("null", java.calledNow(x -> null));
                            Check.equal(
                                    "null Success(kotlin.Unit) null Success(kotlin.Unit) null" + ok + "null",
                                    JavaEdges.viaUnitResults(JavaUnitResults.toKotlin(new OfJava())));
                        });
                    }
                }
                """).source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    @Test
    void suspendLambdasOfKotlinGiveOutcomesOfFailures() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import edges.*;
                import suspension.*;
                import suspension.facade.SuspendFacade;
                import suspension.interop.Suspend;
                @SuspendFacade(CentsSource.class)
                @SuspendFacade(ResultLambdas.class)
                @SuspendFacade(EdgesKt.class)
                public class Ask {
                    static class OfJava implements JavaResultLambdas {
                        @Override public Awaitable<Outcome<Integer>, RuntimeException> make() {
                            return () -> new Outcome.Success<>(1);
                        }
                        @Override public Suspend.Body1<Outcome<Cents>, Outcome<Cents>> change() {
                            return x -> x;
                        }
                        @Override public String call(Awaitable<Outcome<Integer>, ?> block) {
                            try {
                                Outcome<Integer> outcome = block.await();
                                return outcome instanceof Outcome.Failure<Integer> failure
                                        ? failure.exception().getMessage()
                                        : "" + outcome;
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        }
                    }
                    public static void run() throws Exception {
                        Async.run(() -> {
                            JavaResultLambdas java = JavaResultLambdas.of(new KotlinResultLambdas());
                            Outcome<Integer> made = java.make().await();
                            Check.equal("made", ((Outcome.Failure<Integer>) made).exception().getMessage());
                            Outcome<Cents> failed = new Outcome.Failure<>(new IllegalStateException("x"));
                            Check.equal(failed, java.change().run(failed));
                            Outcome<Cents> two = new Outcome.Success<>(JavaCentsSource.cents(2));
                            Check.equal(two, java.change().run(two));
                            Check.equal("Success(3)", java.call(() -> new Outcome.Success<>(3)));
                            Check.equal("null", java.call(() -> null));
                            Check.equal(
                                    "given null " + new Outcome.Success<>(1),
                                    JavaEdges.viaResultLambdas(JavaResultLambdas.toKotlin(new OfJava())));
                        });
                    }
                }
                """).source("user/Check", CHECK);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }

    private static String javadocOf(UserCode code, String name) throws Exception {
        return code.generated().get(name).replaceAll("\\s+\\*\\s+", " ");
    }
}
