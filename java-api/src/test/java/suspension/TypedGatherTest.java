package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.TestBodies.untilWaitingFor;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class TypedGatherTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    /** What Kotlin makes of a class with suspend functions. */
    interface Shop {
        Object user(long id, Continuation<? super String> continuation);

        Object count(Continuation<? super Integer> continuation);
    }

    private static final Shop SHOP = new Shop() {
        @Override
        public Object user(long id, Continuation<? super String> continuation) {
            return "user " + id;
        }

        @Override
        public Object count(Continuation<? super Integer> continuation) {
            return 5;
        }
    };

    record Page(String user, int count) {}

    record Pages(String user, int count, List<String> lines) {}

    private static String user() {
        Async.yieldNow();
        return "user";
    }

    private static int count() {
        return 5;
    }

    private static List<String> lines() throws IOException {
        return List.of("a", "b");
    }

    private static Pages pages(String user, int count, List<String> lines) throws IOException {
        return new Pages(user, count, lines);
    }

    @Test
    void eachValueKeepsItsType() {
        place.run(() -> {
            Page page = gather(() -> user(), () -> count(), (user, count) -> new Page(user + "!", count + 1));
            assertThat(page).isEqualTo(new Page("user!", 6));
            int three = gather(() -> 1, () -> "2", () -> 3L, (a, b, c) -> a + b.length() + c.intValue());
            int four = gather(() -> 1, () -> "2", () -> 3L, () -> 'd', (a, b, c, d) -> a + b.length() + d.charValue());
            int five = gather(
                    () -> 1,
                    () -> "2",
                    () -> 3L,
                    () -> 'd',
                    () -> 5.0,
                    (a, b, c, d, e) -> a + b.length() + (int) (c + d + e));
            assertThat(List.of(three, four, five)).containsExactly(5, 1 + 1 + 'd', 2 + 3 + 'd' + 5);
        });
    }

    @Test
    void takesMethodReferences() throws IOException {
        place.<RuntimeException>run(() -> {
            assertThat(gather(TypedGatherTest::user, TypedGatherTest::count, Page::new))
                    .isEqualTo(new Page("user", 5));
            assertThat(gather(SHOP::count, SHOP::count, Integer::sum)).isEqualTo(10);
            assertThat(gather(TypedGatherTest::user, () -> "!", String::concat)).isEqualTo("user!");
        });
        Pages pages = place.<Pages, IOException>run(() ->
                gather(TypedGatherTest::user, TypedGatherTest::count, TypedGatherTest::lines, TypedGatherTest::pages));
        assertThat(pages).isEqualTo(new Pages("user", 5, List.of("a", "b")));
    }

    @Test
    void takesSuspendFunctions() {
        place.run(() -> {
            Page page = gather(c -> SHOP.user(7, c), c -> SHOP.count(c), Page::new);
            assertThat(page).isEqualTo(new Page("user 7", 5));
            String text = gather(c -> SHOP.user(7, c), SHOP::count, (String user, Integer count) -> user + count);
            assertThat(text).isEqualTo("user 75");
            text = gather(c -> SHOP.user(7, c), SHOP::count, c -> SHOP.user(8, c), (a, b, c) -> "" + a + b + c);
            assertThat(text).isEqualTo("user 75user 8");
            text = gather(SHOP::count, SHOP::count, SHOP::count, SHOP::count, (a, b, c, d) -> "" + (a + b + c + d));
            assertThat(text).isEqualTo("20");
            text = gather(
                    SHOP::count, SHOP::count, SHOP::count, SHOP::count, SHOP::count, (a, b, c, d, e) -> "" + (a + e));
            assertThat(text).isEqualTo("10");
        });
    }

    @Test
    void takesAnythingThatCanBeAwaited() {
        place.run(() -> {
            Coroutine<String> user = Coroutine.suspending(c -> SHOP.user(7, c));
            Task<Integer> count = createTask(() -> 5);
            Page page = gather(user, count, (name, number) -> new Page(name, number));
            assertThat(page).isEqualTo(new Page("user 7", 5));
            assertThat(gather(count, count, Integer::sum)).isEqualTo(10);
        });
    }

    @Test
    void aListOfLikeValuesIsStillAList() {
        place.run(() -> {
            List<String> three = gather(() -> user(), () -> user(), () -> user());
            assertThat(three).hasSize(3);
            Supplier<String> supplier = () -> "x";
            List<String> references = gather(TypedGatherTest::user, supplier::get, TypedGatherTest::user);
            assertThat(references).containsExactly("user", "x", "user");
            List<Integer> counts = gather(SHOP::count, SHOP::count, SHOP::count);
            assertThat(counts).containsExactly(5, 5, 5);
            gather(() -> events.add("a"), () -> events.add("b"), () -> events.add("c"));
        });
        assertThat(events.all()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void theFirstFailureIsThrownAsItIsAndTheOthersGoOn() {
        IllegalStateException failure = new IllegalStateException("dry");
        Gate end = new Gate();
        place.run(() -> {
            Task<String> other = createTask(() -> {
                end.await();
                return "went on";
            });
            Throwable thrown = catchThrowable(() -> gather(
                    other,
                    () -> {
                        throw failure;
                    },
                    (a, b) -> "never"));
            assertThat(thrown).isSameAs(failure);
            end.open();
            assertThat(other.await()).isEqualTo("went on");
        });
    }

    @Test
    void aCheckedFailureOfABodyIsWrappedAndTheCombinersIsNot() {
        IOException failure = new FileNotFoundException("gone");
        place.run(() -> {
            assertThatThrownBy(() -> gather(
                            () -> {
                                throw failure;
                            },
                            () -> count(),
                            (a, b) -> "never"))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            try {
                gather(() -> user(), () -> count(), (user, count) -> read(failure));
            } catch (IOException e) { // javac knows
                events.add(e.getMessage());
            }
        });
        assertThat(events.all()).containsExactly("gone");
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void theCombinerMaySuspend() {
        String text = place.run(() -> gather(() -> user(), () -> count(), (user, count) -> {
            Async.yieldNow();
            return user + count;
        }));
        assertThat(text).isEqualTo("user5");
    }

    @Test
    void cancellingTheCallerCancelsThem() {
        Gate first = new Gate();
        Gate second = new Gate();
        place.run(() -> {
            Task<String> caller = createTask(
                    () -> gather(() -> forever(first, "first"), () -> forever(second, "second"), (a, b) -> "never"));
            untilWaitingFor("gather of 2", caller);
            first.await();
            second.await();
            caller.cancel();
            assertThatThrownBy(caller::await).isInstanceOf(CancellationException.class);
        });
        assertThat(events.all()).containsExactlyInAnyOrder("first cancelled", "second cancelled");
    }

    private String forever(Gate started, String name) {
        started.open();
        TestBodies.forever(events, name);
        return name;
    }

    @Test
    void nothingStartsWithoutACombiner() {
        place.run(() -> {
            Combiner.OfTwo<Object, Object, String, RuntimeException> none = null;
            assertThatThrownBy(() -> gather(() -> add("a"), () -> add("b"), none))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("combiner");
            TestBodies.settle();
        });
        assertThat(events.all()).isEmpty();
    }

    private String add(String event) {
        events.add(event);
        return event;
    }
}
