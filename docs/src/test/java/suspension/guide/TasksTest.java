package suspension.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.TaskGroup;
import suspension.WaitResult;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;
import suspension.testing.VirtualTime;

/** The examples of the page on tasks. */
class TasksTest {

    record User(String name) {}

    record Cart(int items) {}

    record Page(User user, Cart cart) {}

    private static String brew(String tea) {
        sleep(ofSeconds(2));
        return tea;
    }

    private static String brewOrFail(String tea) {
        if (tea.equals("Mud")) {
            throw new IllegalArgumentException("nobody drinks " + tea);
        }
        return brew(tea);
    }

    private static User user(long id) {
        sleep(ofSeconds(1));
        return new User("Ada " + id);
    }

    private static Cart cart(long id) {
        sleep(ofSeconds(1));
        return new Cart((int) id);
    }

    @Test
    void aTaskGoesOnWhileItsCreatorDoesOtherWork() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> createAndAwait()));
        ShownText.assertShown("tasks/create.txt", printed);
    }

    // tag::create[]
    static void createAndAwait() {
        Task<String> tea = createTask("tea", () -> brew("Masala")); // 2 s
        System.out.println(tea);
        sleep(ofSeconds(1)); // other work, during which the tea brews
        System.out.println(tea);
        System.out.println(tea.await()); // 1 s more
        System.out.println(tea);
    }
    // end::create[]

    @AsyncTest
    void callbacksHearOfTheEnd() {
        List<String> log = new ArrayList<>();
        // tag::done[]
        Task<String> tea = createTask("tea", () -> brew("Masala"));
        tea.onDone(task -> log.add(task.name() + " is done"));
        // end::done[]
        sleep(ofSeconds(3));
        assertThat(log).containsExactly("tea is done");
    }

    @AsyncTest
    void gatherGivesAllValuesInOrder(VirtualClock clock) {
        // tag::gather[]
        List<String> cups = gather(() -> brew("Masala"), () -> brew("Green"), () -> brew("Ginger"));
        // end::gather[]
        assertThat(cups).containsExactly("Masala", "Green", "Ginger");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(2));
    }

    @AsyncTest
    void gatherTakesAsManyAsThereAre() {
        List<String> orders = List.of("Masala", "Green");
        // tag::gather-many[]
        List<Coroutine<String>> brews =
                orders.stream().map(tea -> Coroutine.of(() -> brew(tea))).toList();
        List<String> cups = gather(brews);
        // end::gather-many[]
        assertThat(cups).isEqualTo(orders);
    }

    @AsyncTest
    void gatherCombinesUnlikeValues() {
        // tag::gather-typed[]
        Page page = gather(() -> user(7), () -> cart(7), (user, cart) -> new Page(user, cart));
        // end::gather-typed[]
        assertThat(page).isEqualTo(new Page(new User("Ada 7"), new Cart(7)));
    }

    @Test
    void gatherOutcomesTellsHowEachEnded() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> tellOutcomes()));
        ShownText.assertShown("tasks/outcomes.txt", printed);
    }

    // tag::outcomes[]
    static void tellOutcomes() {
        for (Outcome<String> outcome : gatherOutcomes(() -> brewOrFail("Masala"), () -> brewOrFail("Mud"))) {
            if (outcome instanceof Outcome.Success<String> success) {
                System.out.println("Serve " + success.value());
            } else if (outcome instanceof Outcome.Failure<String> failure) {
                System.out.println("Sorry, " + failure.exception().getMessage());
            } else {
                System.out.println("Cancelled");
            }
        }
    }
    // end::outcomes[]

    @AsyncTest
    void theFirstOfSeveral() {
        List<String> served = new ArrayList<>();
        // tag::first[]
        List<Task<String>> mirrors = List.of(createTask(() -> fetch("north", 3)), createTask(() -> fetch("south", 1)));
        String fastest = "nothing";
        for (Task<String> mirror : asCompleted(mirrors)) {
            fastest = mirror.await();
            break;
        }
        mirrors.forEach(Task::cancel); // has no effect on the one that is done
        // end::first[]
        served.add(fastest);
        assertThat(served).containsExactly("south");
    }

    @AsyncTest
    void theStateAtSomeMoment() {
        // tag::wait[]
        List<Task<String>> mirrors = List.of(createTask(() -> fetch("north", 3)), createTask(() -> fetch("south", 1)));
        WaitResult<Task<String>> state = Async.wait(mirrors, ofSeconds(2));
        state.pending().forEach(Task::cancel);
        List<String> answers = state.done().stream().map(Task::resultNow).toList();
        // end::wait[]
        assertThat(answers).containsExactly("south");
    }

    private static String fetch(String mirror, int seconds) {
        sleep(ofSeconds(seconds));
        return mirror;
    }

    @AsyncTest
    void groupGivesItsBodysValue() {
        // tag::group[]
        Page page = TaskGroup.run(group -> {
            Task<User> user = group.createTask(() -> user(7));
            Task<Cart> cart = group.createTask(() -> cart(7));
            return new Page(user.await(), cart.await());
        });
        // end::group[]
        assertThat(page).isEqualTo(new Page(new User("Ada 7"), new Cart(7)));
    }

    @Test
    void tasksFromOtherThreads() throws Exception {
        List<String> seen = new ArrayList<>();
        // tag::loop[]
        try (EventLoop loop = EventLoop.start("orders")) {
            Task<User> task = loop.createTask(() -> quickUser(1)); // from any thread
            CompletableFuture<User> future = loop.future(() -> quickUser(2)); // the same, as a future
            User third = loop.run(() -> quickUser(3)); // the same, and waits for it
            seen.add(task.get().name() + ", " + future.get().name() + ", " + third.name());
        } // cancels what is left, and waits for its clean-up
        // end::loop[]
        assertThat(seen).containsExactly("Ada 1, Ada 2, Ada 3");
    }

    private static User quickUser(long id) {
        sleep(ofMillis(1));
        return new User("Ada " + id);
    }

    @Test
    void aCoroutineRunsWhenItIsAwaited() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> coldCoroutine()));
        ShownText.assertShown("tasks/coroutine.txt", printed);
    }

    // tag::coroutine[]
    static void coldCoroutine() {
        Coroutine<String> tea = Coroutine.of(() -> brew("Masala")).named("tea"); // nothing runs yet
        System.out.println(tea);
        System.out.println(tea.await()); // runs it here, as part of this task
        System.out.println(tea);
    }
    // end::coroutine[]

    // What goes wrong

    private static String priceOf(String tea) {
        sleep(ofMillis(1));
        return tea + " costs 3";
    }

    @Test
    void suspendingOutsideABody() {
        Throwable thrown = catchThrowable(() -> priceOf("Masala"));
        ShownText.assertShown("tasks/no-loop.txt", thrown.toString());
    }

    @AsyncTest
    void blockingTheOwnLoop() {
        Task<String> tea = createTask("tea", () -> brew("Masala"));
        Throwable thrown = catchThrowable(() -> tea.get());
        ShownText.assertShown("tasks/get-on-loop.txt", thrown.toString().replaceAll("'[^']*\\(\\)'", "'orders'"));
        tea.cancel();
    }

    @Test
    void aTaskOfAnotherLoop() {
        try (EventLoop orders = EventLoop.start("orders");
                EventLoop prices = EventLoop.start("prices")) {
            Task<String> price = prices.createTask("price", () -> brew("Masala"));
            Throwable thrown = orders.run(() -> catchThrowable(() -> price.await()));
            ShownText.assertShown("tasks/other-loop.txt", thrown.toString());
        }
    }

    @AsyncTest
    void aCoroutineRunsOnce() {
        Coroutine<String> tea = Coroutine.of(() -> brew("Masala")).named("tea");
        tea.await();
        ShownText.assertShown(
                "tasks/coroutine-twice.txt", catchThrowable(() -> tea.await()).toString());
    }

    @AsyncTest
    void aGroupThatHasEndedTakesNoTask() {
        List<TaskGroup> kept = new ArrayList<>();
        TaskGroup.run(group -> {
            kept.add(group);
        });
        Throwable thrown = catchThrowable(() -> kept.get(0).createTask(() -> brew("Masala")));
        ShownText.assertShown("tasks/group-ended.txt", thrown.toString());
    }

    @Test
    void aForgottenCoroutineIsLoggedInDebugMode() throws Exception {
        try (LoggedText log = new LoggedText();
                EventLoop loop = EventLoop.builder().debug(true).build()) {
            loop.run(() -> forgetTheTea());
            ShownText.assertShown("tasks/never-awaited.txt", log.next("never awaited"));
        }
    }

    @SuppressWarnings("CheckReturnValue")
    private static void forgetTheTea() {
        Coroutine.of(() -> brew("Masala")).named("tea");
    }

    @Test
    void theEndOfRunCancelsWhatIsLeft() {
        List<String> log = new ArrayList<>();
        Async.run(() -> {
            createTask(() -> {
                sleep(ofSeconds(10));
                log.add("backed up");
            });
            yieldNow();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void streamsOfBodiesAreNotRunByThemselves() {
        assertThat(Stream.of("a").map(tea -> Coroutine.of(() -> brew(tea))).toList())
                .singleElement()
                .asString()
                .isEqualTo("Coroutine[not started]");
    }
}
