package suspension.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Action;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncSemaphore;

@Timeout(60)
class ExplorationTest {

    private static void countThrice() {
        Counter counter = new Counter();
        counter.countThrice();
        assertThat(counter.value).isEqualTo(3);
    }

    private static AssertionError failureOf(Exploration exploration, Action<?> body) {
        Throwable failure = catchThrowable(() -> exploration.run(body));
        assertThat(failure).isInstanceOf(AssertionError.class);
        return (AssertionError) failure;
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String scheduleIn(Throwable failure) {
        return group(Pattern.compile("ofSchedule\\(\"([^\"]*)\"\\)"), failure.getMessage());
    }

    private static long seedIn(Throwable failure) {
        return Long.parseLong(group(Pattern.compile("ofSeed\\((\\d+)\\)"), failure.getMessage()));
    }

    // Finding

    @Test
    void findsARaceBetweenTwoSuspensionsWithinAHundredSchedules() {
        VirtualTime.run(ExplorationTest::countThrice);
        for (int i = 0; i < 20; i++) {
            failureOf(Exploration.random(100), ExplorationTest::countThrice);
        }
    }

    @Test
    void findsARaceInKotlinCode() {
        Action<RuntimeException> body = () -> {
            KotlinCounter counter = new KotlinCounter();
            Async.gather(c -> counter.countFirst(c), c -> counter.countSecond(c), c -> counter.countLate(c));
            assertThat(counter.getValue()).isEqualTo(3);
        };
        VirtualTime.run(body);
        failureOf(Exploration.random(100), body);
    }

    @Test
    void findsLocksThatAreTakenInOppositeOrders() {
        AssertionError failure = failureOf(Exploration.random(200), () -> {
            AsyncLock one = new AsyncLock();
            AsyncLock other = new AsyncLock();
            Task<?> first = createTask("first", () -> lockBoth(one, other));
            yieldNow();
            yieldNow();
            yieldNow();
            Task<?> second = createTask("second", () -> lockBoth(other, one));
            first.await();
            second.await();
        });
        assertThat(failure).hasMessageContaining("Everything waits").hasMessageContaining("second begins");
    }

    private static Void lockBoth(AsyncLock first, AsyncLock second) {
        try (AsyncLock.Held a = first.acquire()) {
            yieldNow();
            try (AsyncLock.Held b = second.acquire()) {
                return null;
            }
        }
    }

    @Test
    void triesWhicheverOfTwoSimultaneousTimersFiresFirst() {
        Set<List<String>> orders = new HashSet<>();
        VirtualTime.explore(50, () -> {
            List<String> order = new ArrayList<>();
            Async.gather(() -> sleepAndAdd(order, "a"), () -> sleepAndAdd(order, "b"));
            orders.add(order);
        });
        assertThat(orders).containsExactlyInAnyOrder(List.of("a", "b"), List.of("b", "a"));
    }

    private static Void sleepAndAdd(List<String> order, String name) {
        sleep(ofMillis(5));
        order.add(name);
        return null;
    }

    @Test
    void keepsTimersOfDifferentTimesInOrder() {
        VirtualTime.explore(50, () -> {
            List<String> order = new ArrayList<>();
            Task<?> later = createTask(() -> {
                sleep(ofMillis(6));
                order.add("later");
            });
            sleepAndAdd(order, "sooner");
            later.await();
            assertThat(order).containsExactly("sooner", "later");
        });
    }

    @Test
    void triesWhicheverOfTwoCallsOnThreadsComesBackFirst() {
        Set<List<String>> orders = new HashSet<>();
        Exploration.random(50).run(() -> {
            List<String> order = new ArrayList<>();
            Async.gather(() -> callAndAdd(order, "a"), () -> callAndAdd(order, "b"));
            orders.add(order);
        });
        assertThat(orders).containsExactlyInAnyOrder(List.of("a", "b"), List.of("b", "a"));
    }

    private static Void callAndAdd(List<String> order, String name) {
        order.add(toThread(() -> name));
        return null;
    }

    @Test
    void aCallOnAThreadSuspendsHoweverSoonItComesBack() {
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Exploration.ofSchedule("0:1").run(() -> {
                StringBuilder order = new StringBuilder();
                Async.gather(() -> callAndAppend(order), () -> twoSlices(order, 'y'), () -> twoSlices(order, 'z'));
                orders.add(order.toString());
            });
        }
        assertThat(orders).hasSize(1);
    }

    private static Void callAndAppend(StringBuilder order) {
        String back = toThread(() -> "x");
        order.append(back);
        return null;
    }

    /** The seeds are given, so this holds always or never. */
    @Test
    void findsARaceManyTurnsApartInAnyHundredSchedules() {
        for (long first = 1; first < 2_000; first += 100) {
            assertThat(LongStream.range(first, first + 100).anyMatch(ExplorationTest::showsTheRaceManyTurnsApart))
                    .as("from seed %d on", first)
                    .isTrue();
        }
    }

    private static boolean showsTheRaceManyTurnsApart(long seed) {
        int[] value = {0};
        try {
            Exploration.ofSeed(seed).run(() -> {
                value[0] = 0;
                Async.gather(() -> countAfter(value, 0), () -> countAfter(value, 20));
                assertThat(value[0]).isEqualTo(2);
            });
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static Void countAfter(int[] value, int turns) {
        for (int i = 0; i < turns; i++) {
            yieldNow();
        }
        int before = value[0];
        yieldNow();
        value[0] = before + 1;
        return null;
    }

    @Test
    void waitsForAThreadThatIsSlow() {
        Explored explored = Exploration.systematic(3).run(() -> {
            CompletableFuture<String> slow =
                    CompletableFuture.supplyAsync(() -> "done", CompletableFuture.delayedExecutor(400, MILLISECONDS));
            assertThat(Async.await(slow)).isEqualTo("done");
        });
        assertThat(explored.complete()).isFalse();
    }

    @Test
    void reportsAScheduleThatDoesNotEnd() {
        assertThat(failureOf(Exploration.random(1_000), ExplorationTest::spinUntilTheOtherHasSeen))
                .hasMessageContaining("does not come to an end");
    }

    private static void spinUntilTheOtherHasSeen() {
        int[] flag = {0};
        Task<?> other = createTask("other", () -> {
            flag[0] = 1;
            yieldNow();
            if (flag[0] == 1) {
                flag[0] = 2;
            }
        });
        yieldNow();
        yieldNow();
        yieldNow();
        if (flag[0] == 1) {
            flag[0] = 5;
        }
        while (flag[0] != 2) {
            yieldNow();
        }
        other.await();
    }

    @Test
    void keepsCallbacksInOrder() {
        VirtualTime.explore(100, () -> {
            List<Integer> order = new ArrayList<>();
            EventLoop loop = EventLoop.current();
            for (int i = 0; i < 3; i++) {
                int number = i;
                loop.execute(() -> order.add(number));
            }
            while (order.size() < 3) {
                yieldNow();
            }
            assertThat(order).containsExactly(0, 1, 2);
        });
    }

    @Test
    void runsTheBodyOnceForEachSchedule() {
        List<String> runs = new ArrayList<>();
        assertThat(VirtualTime.explore(25, () -> {
                    runs.add(VirtualClock.current().elapsed().toString());
                    sleep(ofSeconds(1));
                }))
                .isEqualTo(new Explored(25, false));
        assertThat(runs).hasSize(25).containsOnly("PT0S");
    }

    @Test
    void systematicSearchTriesEveryScheduleOnce() {
        List<String> seen = new ArrayList<>();
        Explored explored = Exploration.systematic(1_000).run(() -> {
            StringBuilder order = new StringBuilder();
            Async.gather(() -> twoSlices(order, 'a'), () -> twoSlices(order, 'b'));
            seen.add(order.toString());
        });
        assertThat(explored.complete()).isTrue();
        assertThat(explored.schedules()).isEqualTo(seen.size());
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder("abab", "abba", "aabb", "baab", "baba", "bbaa");
    }

    private static Void twoSlices(StringBuilder order, char name) {
        order.append(name);
        yieldNow();
        order.append(name);
        return null;
    }

    @Test
    void systematicSearchStopsWhereItIsTold() {
        assertThat(Exploration.systematic(3).run(() -> {
                    StringBuilder order = new StringBuilder();
                    Async.gather(() -> twoSlices(order, 'a'), () -> twoSlices(order, 'b'));
                }))
                .isEqualTo(new Explored(3, false));
    }

    // Reporting

    @Test
    void failureOfTheFirstScheduleIsThrownAsItIs() {
        IOException failure = new IOException("always");
        assertThatThrownBy(() -> VirtualTime.explore(10, () -> {
                    yieldNow();
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void reportShowsTheSlicesOfAShortestSchedule() {
        AssertionError failure = failureOf(Exploration.systematic(1_000), () -> {
            int[] last = {0};
            Task<?> one = createTask("one", () -> {
                yieldNow();
                last[0] = 1;
            });
            Task<?> two = createTask("two", () -> {
                yieldNow();
                last[0] = 2;
            });
            one.await();
            two.await();
            assertThat(last[0]).isEqualTo(2);
        });
        assertThat(failure.getMessage())
                .startsWith("Schedule ")
                .contains(" fails: ")
                .contains("main begins")
                .contains("two begins, chosen before one")
                .contains("from suspension.testing.ExplorationTest.lambda")
                .contains("(ExplorationTest.java:");
        assertThat(scheduleIn(failure).split(" ")).hasSize(1);
        assertThat(failure).hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void seedAndScheduleRepeatTheFailure() {
        AssertionError found = failureOf(Exploration.random(100), ExplorationTest::countThrice);
        AssertionError bySeed = failureOf(Exploration.ofSeed(seedIn(found)), ExplorationTest::countThrice);
        assertThat(scheduleIn(bySeed)).isEqualTo(scheduleIn(found));
        AssertionError bySchedule = failureOf(Exploration.ofSchedule(scheduleIn(found)), ExplorationTest::countThrice);
        assertThat(bySchedule.getMessage().lines().skip(1)).containsSubsequence(traceOf(found));
        assertThat(Exploration.ofSchedule("0:0").run(ExplorationTest::countThrice))
                .isNotNull();
    }

    private static List<String> traceOf(Throwable failure) {
        return failure.getMessage()
                .lines()
                .filter(line -> line.startsWith("  "))
                .toList();
    }

    @Test
    void scheduleThatCannotBeFollowedAnyMoreIsRefused() {
        for (String old : List.of("0:5", "900:1")) {
            assertThatThrownBy(() -> Exploration.ofSchedule(old).run(ExplorationTest::countThrice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(old)
                    .hasMessageContaining("Search again");
        }
    }

    @Test
    void reportsATestThatDoesNotEvenEndFirstInFirstOut() {
        assertThat(failureOf(Exploration.random(10), ExplorationTest::yieldForEver))
                .hasMessageContaining("does not come to an end");
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void yieldForEver() {
        while (true) {
            yieldNow();
        }
    }

    @Test
    void reportNamesWhatIsOutsideControl() {
        int[] runs = {0};
        AssertionError failure = failureOf(Exploration.random(5), () -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            CountDownLatch waiting = new CountDownLatch(1);
            Task<?> telling = createTask(waiting::countDown); // runs once this body waits
            new Thread(() -> completeOnce(waiting, future), "somebody").start();
            Async.await(future);
            telling.await();
            assertThat(runs[0]++).as("runs").isZero();
        });
        assertThat(failure).hasMessageContaining("Outside control").hasMessageContaining("thread 'somebody'");
    }

    private static void completeOnce(CountDownLatch waiting, CompletableFuture<String> future) {
        try {
            waiting.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        future.complete("done");
    }

    // Faults

    @Test
    void cancellationsFindALockThatIsNotReleased() {
        Action<RuntimeException> careless = () -> {
            AsyncLock lock = new AsyncLock();
            Task<?> worker = createTask("worker", () -> {
                lock.acquire();
                sleep(ofMillis(1));
                lock.release();
            });
            Async.wait(List.of(worker));
        };
        assertThat(VirtualTime.explore(200, careless)).isNotNull();
        assertThat(failureOf(Exploration.random(200).cancellations(), careless))
                .hasMessageContaining("An AsyncLock is still locked")
                .hasMessageContaining("fault cancels worker")
                .hasMessageContaining(".cancellations()");
    }

    @Test
    void cancellationsAreNoFailuresThemselves() {
        AsyncSemaphore[] last = new AsyncSemaphore[1];
        Set<Boolean> ends = new HashSet<>();
        Exploration.random(100).cancellations().run(() -> {
            AsyncSemaphore semaphore = new AsyncSemaphore(1);
            last[0] = semaphore;
            ends.add(true);
            TaskGroup.run(group -> {
                for (int i = 0; i < 3; i++) {
                    Task<?> unused = group.createTask(() -> work(semaphore));
                }
            });
            Async.gather(createTask(() -> work(semaphore)));
            ends.add(false);
        });
        assertThat(ends).containsExactlyInAnyOrder(true, false);
        assertThat(last[0]).hasToString("AsyncSemaphore[1 free]");
    }

    private static Void work(AsyncSemaphore semaphore) {
        try (AsyncSemaphore.Permit permit = semaphore.acquire()) {
            sleep(ofMillis(1));
            return null;
        }
    }

    @Test
    void tasksThatAFaultLeavesBehindAreNoFailures() {
        Exploration exploration = Exploration.random(100).cancellations().failures(IOException.class);
        assertThat(exploration.run(() -> {
                    AsyncSemaphore semaphore = new AsyncSemaphore(1);
                    Async.gather(() -> work(semaphore), () -> work(semaphore), () -> work(semaphore));
                }))
                .isNotNull();
        assertThat(exploration.run(() -> {
                    Task<String> first = createTask(() -> toThread(() -> "first"));
                    Task<String> second = createTask(() -> toThread(() -> "second"));
                    Async.wait(List.of(first, second));
                    first.await();
                    second.await();
                }))
                .isNotNull();
    }

    @Test
    void aFaultThatIsWrappedIsNoFailure() {
        assertThat(Exploration.random(100).failures(IOException.class).run(() -> {
                    try {
                        String done = toThread(() -> "done");
                        assertThat(done).isEqualTo("done");
                    } catch (RuntimeException e) {
                        throw new IllegalStateException("no tea", e);
                    }
                }))
                .isNotNull();
    }

    @Test
    void anExceptionOfTheBodysOwnIsAFailureBesideFaults() {
        assertThat(failureOf(Exploration.random(100).timeouts(), () -> {
                    try {
                        Async.timeout(ofSeconds(10), () -> sleep(ofSeconds(1)));
                    } catch (AsyncTimeoutException e) {
                        throw new CancellationException("of its own");
                    }
                }))
                .hasMessageContaining("of its own");
    }

    @Test
    void cancellationsFindAPermitThatIsNotGivenBack() {
        assertThat(failureOf(Exploration.random(200).cancellations(), () -> {
                    AsyncSemaphore semaphore = new AsyncSemaphore(2);
                    Async.wait(List.of(createTask(() -> {
                        semaphore.acquire();
                        yieldNow();
                        semaphore.release();
                    })));
                }))
                .hasMessageContaining("An AsyncSemaphore has only 1 of its 2 permits left");
    }

    @Test
    void timeoutsComeBeforeTheirTime() {
        Set<Boolean> ends = new HashSet<>();
        Exploration.random(100).timeouts().run(() -> {
            boolean ended = false;
            try {
                Async.timeout(ofSeconds(10), () -> sleep(ofSeconds(1)));
                ended = true;
            } finally {
                ends.add(ended);
            }
        });
        assertThat(ends).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void callsFailAsAsked() {
        List<Throwable> met = new ArrayList<>();
        Exploration.random(200)
                .failures(IOException.class, IllegalStateException.class)
                .run(() -> {
                    try {
                        toThread(() -> "done");
                        Async.await(CompletableFuture.completedStage("done"));
                        Async.await(c -> KotlinApi.giveUpAfterAnHour(c));
                    } catch (RuntimeException e) {
                        met.add(e);
                        throw e;
                    }
                });
        assertThat(met).hasAtLeastOneElementOfType(IllegalStateException.class);
        assertThat(met).anyMatch(each -> each instanceof CompletionException && each.getCause() instanceof IOException);
    }

    @Test
    void failuresFindACleanUpThatIsWrong() {
        assertThat(failureOf(Exploration.random(100).failures(IOException.class), () -> {
                    AsyncLock lock = new AsyncLock();
                    lock.acquire();
                    toThread(() -> "done");
                    lock.release();
                }))
                .hasMessageContaining("still locked")
                .hasMessageContaining(".failures(IOException.class)");
    }

    // What is left behind

    @Test
    void tasksThatAreLeftBehindAreFailures() {
        assertThatThrownBy(() -> VirtualTime.explore(2, () -> {
                    Task<?> unused = createTask("forgotten", () -> sleep(ofSeconds(1)));
                }))
                .hasMessageContaining("left behind: Task[forgotten");
    }

    // Misuse

    @Test
    void refusesWhatCannotBeTried() {
        assertThatThrownBy(() -> Exploration.random(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give 1 or more");
        assertThatThrownBy(() -> Exploration.systematic(-1)).isInstanceOf(IllegalArgumentException.class);
        for (String wrong : List.of("3-1", "0:-1", "2000000000:1", "x")) {
            assertThatThrownBy(() -> Exploration.ofSchedule(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("copy one from the report");
        }
    }

    @Test
    void refusesToRunOnALoop() {
        Async.run(() -> assertThatThrownBy(() -> VirtualTime.explore(2, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Call it from a plain test method"));
    }

    @Test
    void refusesAnExceptionThatCannotBeMade() {
        @SuppressWarnings({"serial", "UnusedMethod"})
        class Odd extends Exception {
            Odd(int number) {
                super("odd " + number);
            }
        }
        assertThatThrownBy(() -> Exploration.random(100).failures(Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give a class that can be made by a constructor of a message");
    }
}
