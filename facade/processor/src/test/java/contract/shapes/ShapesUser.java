package contract.shapes;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import java.time.Duration;
import java.util.*;
import java.util.function.*;
import java.io.IOException;
import java.util.concurrent.*;
import org.jspecify.annotations.Nullable;
import shapes.*;
import suspension.*;
import suspension.facade.SuspendFacade;
import suspension.interop.*;

@SuspendFacade(ValueClasses.class)
@SuspendFacade(Defaults.class)
@SuspendFacade(Lambdas.class)
@SuspendFacade(Repository.class)
@SuspendFacade(UserRepository.class)
@SuspendFacade(Derived.class)
@SuspendFacade(Orders.class)
@SuspendFacade(Crate.class)
@SuspendFacade(AbstractOrders.class)
@SuspendFacade(Fields.class)
@SuspendFacade(OptIns.class)
@SuspendFacade(OptInsKt.class)
@SuspendFacade(Registry.class)
@SuspendFacade(Session.Store.class)
@SuspendFacade(Odd.class)
@SuspendFacade(ShapesKt.class)
@SuspendFacade(Secret.class)
public final class ShapesUser {

    private ShapesUser() {}

    static void check(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) throw new AssertionError("expected " + expected + " but was " + actual);
            }
    public static void values() {
        JavaValueClasses v = JavaValueClasses.of(new KotlinValueClasses());
        check(v.id(1L), JavaValueClasses.userId(2));
        check(v.later(1), JavaValueClasses.userId(2));
        check(v.takeEmail("a"), JavaValueClasses.email("a!"));
        check(v.emailLater(JavaValueClasses.email("a")).getText(), "a!");
        check(v.noteOrNull(null), null);
        check(v.noteOrNull(JavaValueClasses.note(null)), JavaValueClasses.note(null));
        check(v.noteOrNullLater(JavaValueClasses.note(null)), JavaValueClasses.note(null));
        check(v.noteOrNullLater(null), null);
        check(v.takeNote((String) null), JavaValueClasses.note(null));
        check(v.idOrNull(null), null);
        check(v.idOrNull(3L), JavaValueClasses.userId(3));
        check(v.emailOrNull((Email) null), null);
        check(v.emailOrNull("x"), JavaValueClasses.email("x"));
        check(v.takeAccount(JavaValueClasses.account(JavaValueClasses.userId(2))), JavaValueClasses.account(JavaValueClasses.userId(2)));
        check(v.takeAccount(JavaValueClasses.userId(2)), v.accountLater(JavaValueClasses.userId(2)));
        Box<String> b = v.takeBox("x");
        check(b.getContent(), "x");
        check(v.takeSecret(JavaSecret.of_("s")), JavaSecret.of_("s"));
        check(v.takePositive(2), JavaValueClasses.positive(2));
        try { v.takePositive(-1); throw new AssertionError(); } catch (IllegalArgumentException e) { check(e.getMessage(), "not positive: -1"); }
        check(v.takeLimit(ofSeconds(2)), JavaValueClasses.limit(ofSeconds(2)));
        check(v.both(1, "e"), "UserId(value=1) Email(text=e) 3");
        check(v.both(1, "e", 4), "UserId(value=1) Email(text=e) 4");
        check(v.both(JavaValueClasses.userId(1), JavaValueClasses.email("e")), "UserId(value=1) Email(text=e) 3");
        check(v.many(List.of(JavaValueClasses.userId(1))), List.of(JavaValueClasses.userId(1)));
        check(v.find(5), "long 5");
        check(v.find(JavaValueClasses.userId(5)), "id UserId(value=5)");
        check(v.plain(5).getText(), "plainUserId(value=5)");
        check(v.current(), JavaValueClasses.userId(7));
        v.address("z2");
        v.address(JavaValueClasses.email("z"));
        check(v.address(), JavaValueClasses.email("z"));
        check(v.tasks().takeEmail("t").await(), JavaValueClasses.email("t!"));
        check(v.tasks().emailLater("t").await(), JavaValueClasses.email("t!"));
        check(v.tasks().noteOrNullLater(JavaValueClasses.note(null)).await(), JavaValueClasses.note(null));
    }
    public static void defaults() {
        JavaDefaults d = JavaDefaults.of(new KotlinDefaults());
        check(d.padded("a"), "a.........");
        check(d.padded("a", 3), "a..");
        check(d.padded("a", 3, true), "..a");
        check(d.padded("a", it -> it.left(true)), ".........a");
        check(d.padded("a", it -> it.left(true).width(2)), ".a");
        check(d.retry(() -> "x"), "x, x, x");
        check(d.retry(1, () -> { sleep(Duration.ofMillis(1)); return "x"; }), "x");
        check(d.first("abc", it -> {}), "ab");
        check(d.first("abc", it -> it.count(1)), "a");
        List<String> seen = new ArrayList<>();
        check(d.listening(), "nfalse");
        check(d.listening("m"), "mfalse");
        check(d.listening(it -> seen.add(it)), "ntrue");
        check(d.listeningWith(it -> it.name("k").onEvent(x -> seen.add(x))), "ktrue");
        check(seen, List.of("n", "k"));
        check(d.id(), "UserId(value=5) null 2s");
        check(d.id(6), "UserId(value=6) null 2s");
        check(d.id(6, "e", ofSeconds(1)), "UserId(value=6) Email(text=e) 1s");
        check(d.id(it -> it.email("f")), "UserId(value=5) Email(text=f) 2s");
        check(d.id(it -> it.wait(ofSeconds(9)).id(2)), "UserId(value=2) null 9s");
        check(d.joined(it -> {}, "a", "b"), "a,b");
        check(d.joined("-", "a", "b"), "a-b");
        check(d.plus(1), 2);
        check(d.plus(1, 5), 6);
        check(d.generic(), "[a] f");
        check(d.generic(List.of()), "[] f");
        check(d.generic(it -> it.fallback("g")), "[a] g");
        check(d.choose("t", x -> false), "t false false");
        check(d.chooseWith("t", it -> it.strict(true)), "t true true");
        check(d.tasks().padded("a", it -> it.width(2)).await(), "a.");
        check(d.tasks().id(6).await(), "UserId(value=6) null 2s");
    }
    @SuppressWarnings("unchecked")
    static void varargs(JavaLambdas l) {
        check(l.all(() -> "a", () -> "b"), List.of("a", "b"));
        check(l.each(String::length, x -> 5), List.of(2, 5));
    }
    public static void lambdas() {
        JavaLambdas l = JavaLambdas.of(new KotlinLambdas());
        check(l.zero(() -> 1), 2);
        check(l.one(i -> { sleep(Duration.ofMillis(1)); return "i" + i; }), "i1");
        check(l.receiver(s -> s.append("r")), "r");
        check(l.two((i, s) -> s + i), "b1");
        check(l.durations(d -> d.plusSeconds(1)), ofSeconds(2));
        check(l.values(id -> JavaLambdas.email("e" + id.getValue())), JavaLambdas.email("e3"));
        check(l.results(r -> r instanceof Outcome.Failure<String> f ? new Outcome.Success<>(1) : new Outcome.Success<>(2)), new Outcome.Success<>(1));
        check(l.nullable(), false);
        check(l.nullable(() -> sleep(Duration.ofMillis(1))), true);
        check(l.supplier(() -> "s"), "s");
        l.run(() -> { });
        check(l.predicate(x -> x.equals("x")), true);
        check(l.toInt(String::length), 3);
        check(l.intToInt(i -> i + 1), 21);
        l.pair((a, b) -> check(a + b, "p2"));
        check(l.three((a, b, c) -> a + b + c), 6);
        check(l.duration(d -> d.plusNanos(1)), ofSeconds(4).plusNanos(1));
        check(l.id(id -> JavaLambdas.email("e" + id)), "eUserId(value=9)");
        check(l.unsigned(i -> Integer.toUnsignedLong(i) * 2), 8589934590L);
        Awaitable<String, RuntimeException> made = l.maker();
        check(made.await(), "made");
        try { check(l.makerOfBody().run(3), "made 3"); } catch (Exception e) { throw new AssertionError(e); }
        check(l.function().invoke(3), "f3");
        varargs(l);
        check(l.tasks().maker().await().await(), "made");
    }
    static final class Repo implements JavaUserRepository {
        @Override public @Nullable Entity find(UserId id) { return id.getValue() == 1 ? new Entity(1) : null; }
        @Override public Entity save(Entity e) { return e; }
        @Override public int size() { return 4; }
    }
    public static void repository() {
        UserRepository kotlin = JavaUserRepository.toKotlin(new Repo());
        JavaRepository<UserId, Entity> general = JavaRepository.of(kotlin);
        check(general.find(JavaValueClasses.userId(1)).getId(), 1L);
        check(general.find(JavaValueClasses.userId(2)), null);
        check(general.size(), 4);
        JavaUserRepository back = JavaUserRepository.of(kotlin);
        check(back.find(1).getId(), 1L);
        check(general.tasks().same("e").await(), "e");
        check(back.tasks().same(5).await() + 1, 6);
        JavaDerived<String> derived = new JavaDerived<>() { };
        check(derived.tasks().pair("d", 1).await(), "d 1");
        try { back.named("x"); throw new AssertionError(); } catch (UnsupportedOperationException e) { check(e.getMessage(), "contract.shapes.ShapesUser.Repo does not implement JavaUserRepository.named; override it there"); }
    }
    public static void orders() {
        Orders o = JavaOrders.open();
        check(o.toString(), "Orders o");
        JavaOrders j = JavaOrders.of(JavaOrders.open("p"));
        check(j.toString(), "Orders p");
        check(j.count(), 3);
        check(j.limit(), 1);
        j.limit(2);
        check(j.limit(), 2);
        check(j.isOpen(), true);
        check(JavaOrders.companionTasks().open("t").await().toString(), "Orders t");
        check(JavaOrders.companionTasks(EventLoop.current()).open().await().toString(), "Orders o");
        try (EventLoop loop = EventLoop.start("companion")) {
            check(JavaOrders.companionFutures(loop).open("f").join().toString(), "Orders f");
        }
        check(JavaCrate.packed("a", it -> it.times(2)).getContent(), "aa");
        check(JavaCrate.companionTasks().packed("b", it -> it.times(2).end("!")).await().getContent(), "bb!");
        check(JavaCrate.of(JavaCrate.packed("c")).packed(it -> it.width(2)), " c.");
        check(JavaCrate.of(JavaCrate.packed("c")).tasks().packed().await(), "c.");
        check(JavaOrders.MAX(), 5);
        check(JavaOrders.id(3), JavaOrders.userId(3));
        check(JavaOrders.toKotlin(j).getName(), "p");
        try { JavaOrders.toKotlin(new JavaOrders() {}); throw new AssertionError(); } catch (IllegalArgumentException e) { check(e.getMessage().isEmpty(), false); }
        check(JavaRegistry.lookUp(4), "entry UserId(value=4)");
        check(JavaRegistry.size(), 2);
        check(JavaRegistry.size(3), 3);
        check(JavaRegistry.tasks().lookUp(4).await(), "entry UserId(value=4)");
    }
    public static void fields() {
        JavaFields f = JavaFields.of(new Fields(List.of("a").iterator()));
        f.count(3);
        f.run();
        check(f.count(), 4);
        check(f.fixed(), "fixed");
        f.late("late");
        check(f.late(), "late");
        JavaFields.shared(List.of("s"));
        check(JavaFields.shared(), List.of("s"));
        JavaFields.lateShared("l");
        check(JavaFields.lateShared() + JavaFields.LIMIT(), "l9");
        JavaShapes.topLevel(2);
        check(JavaShapes.topLevel(), 2);
    }
    public static void optIns() {
        JavaOptIns o = JavaOptIns.of(new KotlinOptIns());
        check(o.unstable(1, 2), "UserId(value=1)UserId(value=1)");
        check(o.delicate() + o.property(), 4);
        check(o.hidden(), "hidden");
        check(JavaOptInsKt.onlyOurs(), 1);
    }
    static final class JavaOddImpl implements JavaOdd {
        @Override public String default_() { return "d"; }
        @Override public String wait_() { return "w"; }
        @Override public String two(int which) throws IOException, TimeoutException {
            switch (which) { case 1: throw new IOException("io"); case 2: throw new TimeoutException("t"); default: return "two"; }
        }
        @Override public String anything(int which) throws Throwable {
            if (which == 1) throw new Throwable("t");
            return "anything";
        }
        @Override public void never() { throw new IllegalStateException("never"); }
        @Override public int unsigned(int a, long b, byte c, short d) { return a; }
        @Override public @Nullable Integer bits(@Nullable Integer a) { return a; }
        @Override public int array(int... bits) { return bits.length; }
        @Override public Outcome<@Nullable Void> result(Outcome<String> r) { return new Outcome.Success<>(null); }
        @Override public Outcome<String> plainResult(boolean ok) { return ok ? new Outcome.Success<>("fine") : new Outcome.Failure<>(new IOException("x")); }
        @Override public Duration infinite(Duration d) { return d; }
        @Override public @Nullable Duration nullableDuration(@Nullable Duration d) { return d; }
        @Override public String middle(long[] ids, String last) { return ids.length + last; }
    }
    public static void odd() {
        JavaOdd j = JavaOdd.of(JavaShapes.through(JavaOdd.toKotlin(new JavaOddImpl())));
        check(j.default_(), "d");
        check(j.wait_(), "w");
        try { j.two(1); throw new AssertionError(); } catch (IOException e) { check(e.getMessage(), "io"); } catch (TimeoutException e) { throw new AssertionError(e); }
        try { j.two(2); throw new AssertionError(); } catch (TimeoutException e) { check(e.getMessage(), "t"); } catch (IOException e) { throw new AssertionError(e); }
        try { j.anything(1); throw new AssertionError(); } catch (Error e) { throw e; } catch (Throwable e) { check(e.getMessage(), "t"); }
        try { check(j.anything(2), "anything"); } catch (Throwable e) { throw new AssertionError(e); }
        try { j.never(); throw new AssertionError(); } catch (IllegalStateException e) { check(e.getMessage(), "never"); }
        check(j.unsigned(-1, -1, (byte) -1, (short) -1), -1);
        check(j.bits(null), null);
        check(j.bits(-5), -5);
        check(j.array(1, 2, 3), 3);
        check(j.result(new Outcome.Success<>("x")), new Outcome.Success<>(null));
        check(j.plainResult(true), new Outcome.Success<>("fine"));
        check(j.plainResult(false) instanceof Outcome.Failure<String>, true);
        Duration inf = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        check(j.infinite(inf), inf);
        check(j.nullableDuration(null), null);
        check(j.nullableDuration(ofSeconds(3)), ofSeconds(3));
        check(j.middle(new long[] {1, 2}, "x"), "2x");
        try { j.a_name(3); } catch (UnsupportedOperationException e) { check(e.getMessage().isEmpty(), false); }
    }
    public static void file() throws IOException {
        check(JavaShapes.shout("a"), "A!");
        check(JavaShapes.shout("a", 2), "A!!");
        check(JavaShapes.half("abcd"), "ab");
        check(JavaShapes.ANSWER(), 42);
        JavaShapes.counter(3);
        check(JavaShapes.counter(), 3);
        check(JavaShapes.synthetic(), 2);
        check(JavaShapes.inlined(() -> 3), 4);
        check(JavaShapes.namesOfInts(List.of(1)), "ints [1]");
        check(JavaShapes.namesOfStrings(List.of("1")), "strings [1]");
        check(JavaShapes.clash(List.of("1")), "strings [1]");
        check(JavaShapes.tasks().shout("b").await(), "B!");
        check(JavaShapes.deferredResult().isCompleted(), true);
    }
}
