package suspension.guide;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;
import suspension.testing.VirtualTime;

/** The examples of the page on locks and queues. */
@SuppressWarnings("try") // a held lock is for its region
class LocksTest {

    // tag::no-lock[]
    static final class Stock {
        private int cups = 10;

        boolean take(int wanted) {
            if (cups < wanted) {
                return false;
            }
            cups -= wanted; // nobody ran since the test above: it needs no lock
            return true;
        }
    }
    // end::no-lock[]

    @AsyncTest
    void betweenTwoSuspensionsNobodyElseRuns() {
        Stock stock = new Stock();
        List<Boolean> taken = gather(() -> stock.take(6), () -> stock.take(6));
        assertThat(taken).containsExactly(true, false);
    }

    // tag::race[]
    static final class Account {
        private int balance = 100;

        void withdraw(int amount) {
            int before = balance;
            audit(amount); // suspends: anybody may run here
            balance = before - amount;
        }
        // end::race[]

        private static void audit(int amount) {
            sleep(ofMillis(amount));
        }

        int balance() {
            return balance;
        }
        // tag::race[]
    }
    // end::race[]

    @AsyncTest
    void acrossASuspensionAnybodyMayRun() {
        Account account = new Account();
        // tag::race-use[]
        gather(() -> account.withdraw(30), () -> account.withdraw(70));
        // end::race-use[]
        assertThat(account.balance()).isEqualTo(30); // and not 0
    }

    // tag::lock[]
    static final class LockedAccount {
        private final AsyncLock lock = new AsyncLock();
        private int balance = 100;

        void withdraw(int amount) {
            try (AsyncLock.Held held = lock.acquire()) { // suspends while another body has it
                int before = balance;
                audit(amount);
                balance = before - amount;
            }
        }
        // end::lock[]

        private static void audit(int amount) {
            sleep(ofMillis(amount));
        }

        int balance() {
            return balance;
        }
        // tag::lock[]
    }
    // end::lock[]

    @AsyncTest
    void aLockKeepsThemApart() {
        LockedAccount account = new LockedAccount();
        gather(() -> account.withdraw(30), () -> account.withdraw(70));
        assertThat(account.balance()).isZero();
    }

    private static String fetch(int page) {
        sleep(ofMinutes(2));
        return "page " + page;
    }

    @AsyncTest
    void aSemaphoreLimits(VirtualClock clock) {
        // tag::semaphore[]
        AsyncSemaphore connections = new AsyncSemaphore(10);
        List<Coroutine<String>> fetches = IntStream.range(0, 11)
                .mapToObj(page -> Coroutine.of(() -> {
                    try (AsyncSemaphore.Permit permit = connections.acquire()) { // the eleventh waits here
                        return fetch(page);
                    }
                }))
                .toList();
        List<String> pages = gather(fetches);
        // end::semaphore[]
        assertThat(pages).hasSize(11);
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(4));
    }

    @AsyncTest
    void aQueueCountsWhatIsDone() {
        List<String> done = new ArrayList<>();
        // tag::join[]
        AsyncQueue<String> jobs = AsyncQueue.bounded(100);
        var worker = createTask(() -> {
            while (true) {
                done.add(jobs.get()); // suspends while the queue is empty
                jobs.taskDone();
            }
        });
        jobs.put("sweep"); // suspends while the queue is full
        jobs.put("wipe");
        jobs.join(); // until taskDone() was called for each item
        worker.cancel();
        // end::join[]
        assertThat(done).containsExactly("sweep", "wipe");
    }

    @AsyncTest
    void anEventLetsAllGo() {
        List<String> log = new ArrayList<>();
        AsyncEvent open = new AsyncEvent();
        var guests = createTask(() -> gather(() -> enter(open, log, "Asha"), () -> enter(open, log, "Ben")));
        sleep(ofSeconds(1));
        log.add("open");
        open.set();
        guests.await();
        assertThat(log).containsExactly("open", "Asha", "Ben");
    }

    // tag::event[]
    static void enter(AsyncEvent open, List<String> log, String guest) {
        open.await(); // does not suspend once the event is set
        log.add(guest);
    }
    // end::event[]

    // tag::condition[]
    static final class Counter {
        private final AsyncCondition changed = new AsyncCondition();
        private int cups;

        void put(int more) {
            try (AsyncLock.Held held = changed.lock().acquire()) {
                cups += more;
                changed.signalAll();
            }
        }

        void take(int wanted) {
            try (AsyncLock.Held held = changed.lock().acquire()) {
                changed.awaitUntil(() -> cups >= wanted); // gives the lock back while it waits
                cups -= wanted;
            }
        }
    }
    // end::condition[]

    @AsyncTest
    void aConditionWaitsForAState() {
        Counter counter = new Counter();
        var taker = createTask(() -> counter.take(3));
        counter.put(2);
        yieldNow();
        assertThat(taker.isDone()).isFalse();
        counter.put(2);
        taker.await();
        assertThat(counter.cups).isEqualTo(1);
    }

    @AsyncTest
    void aBarrierWaitsForAll(VirtualClock clock) {
        // tag::barrier[]
        AsyncBarrier meeting = new AsyncBarrier(2);
        gather(() -> climb(meeting, 1), () -> climb(meeting, 3)); // both go on after 3 s
        // end::barrier[]
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(4));
    }

    private static void climb(AsyncBarrier meeting, int seconds) {
        sleep(ofSeconds(seconds));
        meeting.await();
        sleep(ofSeconds(1));
    }

    // What goes wrong

    @Test
    void acquiringTwiceWaitsForOneself() throws Exception {
        try (LoggedText logged = new LoggedText();
                EventLoop loop = EventLoop.builder().debug(true).build()) {
            var task = loop.createTask("withdraw", () -> {
                AsyncLock lock = new AsyncLock();
                try (AsyncLock.Held outer = lock.acquire()) {
                    try (AsyncLock.Held inner = lock.acquire()) {
                        sleep(ofSeconds(1));
                    }
                }
            });
            ShownText.assertShown("locks/reentrant.txt", logged.next("holds already"));
            task.cancel();
        }
    }

    @Test
    void twoLocksInDifferentOrder() {
        Throwable thrown = catchThrowable(() -> VirtualTime.run(() -> transferBothWays()));
        ShownText.assertShown("locks/deadlock.txt", rentFirst(String.valueOf(thrown)));
    }

    /** A circle has no beginning. */
    private static String rentFirst(String text) {
        return text.replaceFirst("(?m)^( +salary waits for .*\n)( +rent waits for .*\n)", "$2$1");
    }

    private static void transferBothWays() {
        AsyncLock asha = new AsyncLock();
        AsyncLock ben = new AsyncLock();
        Async.wait(List.of(
                createTask("rent", () -> transfer(asha, ben)), createTask("salary", () -> transfer(ben, asha))));
    }

    private static void transfer(AsyncLock from, AsyncLock to) {
        try (AsyncLock.Held first = from.acquire()) {
            sleep(ofSeconds(1));
            try (AsyncLock.Held second = to.acquire()) {
                sleep(ofSeconds(1));
            }
        }
    }

    @Test
    void usedByTwoLoops() {
        AsyncQueue<String> jobs = AsyncQueue.unbounded();
        try (EventLoop orders = EventLoop.start("orders");
                EventLoop prices = EventLoop.start("prices")) {
            orders.run(() -> jobs.put("sweep"));
            Throwable thrown = catchThrowable(() -> prices.run(() -> jobs.get()));
            ShownText.assertShown("locks/other-loop.txt", thrown.toString());
        }
    }

    @Test
    void onAPlainThread() {
        AsyncQueue<String> jobs = AsyncQueue.unbounded();
        ShownText.assertShown(
                "locks/plain-thread.txt", catchThrowable(() -> jobs.get()).toString());
    }

    @AsyncTest
    void releasedWithoutHavingIt() {
        AsyncLock lock = new AsyncLock();
        ShownText.assertShown(
                "locks/release.txt", catchThrowable(() -> lock.release()).toString());
    }

    @Test
    void aLockOfTheJdkBlocksTheLoop() throws Exception {
        try (LoggedText logged = new LoggedText();
                EventLoop loop = EventLoop.builder()
                        .name("orders")
                        .debug(true)
                        .slowSlice(ofMillis(200))
                        .build()) {
            ReentrantLock lock = new ReentrantLock();
            var holder = loop.createTask("first", () -> holdAcrossASuspension(lock));
            loop.createTask("second", () -> lockAndUnlock(lock));
            String text = logged.next("held the turn");
            assertThat(text).contains("second has held the turn").contains("LocksTest.lockAndUnlock");
            holder.cancel(); // comes too late: the loop is blocked
            unblock.run();
        }
    }

    private volatile Runnable unblock = () -> {};

    private static void holdAcrossASuspension(ReentrantLock lock) {
        lock.lock();
        try {
            sleep(ofHours(1));
        } finally {
            lock.unlock();
        }
    }

    private void lockAndUnlock(ReentrantLock lock) throws InterruptedException {
        Thread thread = Thread.currentThread();
        unblock = thread::interrupt;
        lock.lockInterruptibly();
        lock.unlock();
    }
}
