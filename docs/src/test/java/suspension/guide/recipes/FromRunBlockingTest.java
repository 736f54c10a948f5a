package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;
import static suspension.Async.uncancellable;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.TaskGroup;
import suspension.guide.support.Logged;
import suspension.guide.support.Shown;
import suspension.interop.Channels;
import suspension.interop.Flows;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncSemaphore;

/** The recipes of the page "From runBlocking and Kotlin": what stands before and after does the same. */
@Timeout(60)
class FromRunBlockingTest {

    private final Stall stall = new Stall();

    @Test
    void runBlockingInJavaIsRun() throws InterruptedException {
        // tag::run-before[]
        int before = BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, c) -> stall.price("chai", c));
        // end::run-before[]
        // tag::run-after[]
        int after = Async.run(c -> stall.price("chai", c)); // a program of one call
        try (EventLoop loop = EventLoop.start("prices")) { // a service: one loop, for all its life
            after = loop.run(c -> stall.price("chai", c));
        }
        // end::run-after[]
        assertThat(after).isEqualTo(before);
    }

    // tag::continuation-before[]
    CompletableFuture<Integer> priceBefore(String name) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        Object price = stall.price(name, new Continuation<Integer>() {
            @Override
            public CoroutineContext getContext() {
                return EmptyCoroutineContext.INSTANCE;
            }

            @Override
            public void resumeWith(Object result) {
                try {
                    ResultKt.throwOnFailure(result);
                    future.complete((Integer) result);
                } catch (Throwable e) {
                    future.completeExceptionally(e);
                }
            }
        });
        if (price != IntrinsicsKt.getCOROUTINE_SUSPENDED()) { // easily forgotten: it did not suspend
            future.complete((Integer) price);
        }
        return future; // cancelling it does not reach the function
    }
    // end::continuation-before[]

    private final EventLoop loop = EventLoop.start("prices");

    // tag::continuation-after[]
    CompletableFuture<Integer> priceAfter(String name) {
        return loop.future(c -> stall.price(name, c));
    }
    // end::continuation-after[]

    @Test
    void continuationByHandIsFuture() {
        assertThat(priceAfter("chai").join()).isEqualTo(priceBefore("chai").join());
        loop.close();
    }

    // tag::scope[]
    static int total(Stall stall, List<String> names) {
        return TaskGroup.run(group -> {
            List<Task<Integer>> prices = names.stream()
                    .map(name -> group.<Integer>createTask(c -> stall.price(name, c)))
                    .toList();
            return prices.stream().mapToInt(Task::await).sum();
        });
    }
    // end::scope[]

    // tag::supervisor[]
    static List<Integer> known(Stall stall, List<String> names) {
        List<Outcome<Integer>> prices = gatherOutcomes(names.stream()
                .map(name -> Coroutine.of(() -> checked(stall, name)))
                .toList());
        List<Integer> known = new ArrayList<>();
        for (Outcome<Integer> price : prices) {
            if (price instanceof Outcome.Success<Integer> success) {
                known.add(success.value());
            }
        }
        return known;
    }
    // end::supervisor[]

    private static int checked(Stall stall, String name) {
        if (name.equals("coffee")) {
            throw new IllegalArgumentException("no coffee");
        }
        return await(c -> stall.price(name, c));
    }

    @Test
    void scopesAreAGroupAndOutcomes() {
        List<String> names = List.of("chai", "coffee", "mint");
        int total = Async.run(() -> total(stall, names));
        List<Integer> known = Async.run(() -> known(stall, names));
        assertThat(total).isEqualTo(Async.<Integer>run(c -> FromKotlinKt.total(stall, names, c)));
        assertThat(known).isEqualTo(Async.<List<Integer>>run(c -> FromKotlinKt.known(stall, names, c)));
    }

    private static String readFile() {
        return "chai";
    }

    private static void tidyUp() {}

    @Test
    @SuppressWarnings("try") // the permits are for their regions
    void table() {
        List<Object> java = Async.run(() -> {
            sleep(ofMillis(10));
            yieldNow();
            Task<Integer> task = createTask(c -> stall.price("chai", c));
            int price = task.await();
            Task<?> job = createTask(() -> sleep(ofSeconds(60)));
            job.cancel();
            Async.wait(List.of(job));
            int soon = timeout(ofSeconds(1), () -> await(c -> stall.price("chai", c)));
            String text = toThread(() -> readFile());
            uncancellable(() -> tidyUp());
            AsyncLock lock = new AsyncLock();
            int count = 0;
            try (AsyncLock.Held held = lock.acquire()) {
                int chai = await(c -> stall.price("chai", c));
                count += chai;
            }
            AsyncSemaphore semaphore = new AsyncSemaphore(2);
            int permitted;
            try (AsyncSemaphore.Permit permit = semaphore.acquire()) {
                permitted = await(c -> stall.price("chai", c));
            }
            Channel<String> channel = Channels.create(16);
            Channels.send(channel, "tea");
            String tea = Channels.receive(channel);
            List<Integer> prices = new ArrayList<>();
            Flows.collect(stall.prices(), each -> prices.add(each));
            int sum = prices.stream().mapToInt(each -> each).sum();
            Flow<String> names = Flows.generate(emitter -> emitter.emit("tea"));
            for (String name : Flows.iterate(names)) {
                count += name.length();
            }
            return List.of(price, soon, text, count, permitted, tea, sum);
        });
        assertThat(java.toString()).isEqualTo(Async.<String>run(c -> FromKotlinKt.table(stall, c)));
    }

    @Test
    void runBlockingInABodyBlocksTheLoop() {
        Bill bill = new Bill(stall);
        assertThat(Async.<Integer, RuntimeException>run(() -> bill.of("chai"))).isEqualTo(4);
        assertThat(Async.<Integer>run(c -> new SuspendBill(stall).of("chai", c)))
                .isEqualTo(4);
    }

    @Test
    void runInABodyIsRefused() {
        Shown.as("runblocking-nested.txt", catchThrowable(() -> Async.run(() -> Mistakes.runInABody(stall))));
    }

    @Test
    void coroutineThatNobodyAwaitsIsReported() {
        try (Logged log = Logged.start();
                EventLoop debugged =
                        EventLoop.builder().name("prices").debug(true).build()) {
            debugged.run(() -> Mistakes.neverAwaited(stall));
            Shown.as("runblocking-never-awaited.txt", log.await("never awaited"));
        }
    }
}
