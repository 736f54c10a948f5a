package suspension.guide.recipes;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;

/** What is easily written by those who come from elsewhere, and refused with a sentence. */
final class Mistakes {

    private Mistakes() {}

    static String joinInABody(EventLoop loop) {
        // tag::join[]
        CompletableFuture<String> later = loop.future(() -> "tea");
        String tea = later.join(); // in a body of the same loop
        // end::join[]
        return tea;
    }

    static String awaitOnAPlainThread(FromFuturesTest.Client client) {
        // tag::plain-thread[]
        String name = await(client.user(1)).name(); // in main, or in a callback of thenApply
        // end::plain-thread[]
        return name;
    }

    static String blockingCall(CompletableFuture<String> page) {
        // tag::blocking-call[]
        String text = page.join(); // in a body: the whole loop waits for another thread
        // end::blocking-call[]
        return text;
    }

    static void forgottenTask(EventLoop loop) {
        // tag::forgotten[]
        loop.createTask("sweep", () -> {
            throw new IllegalStateException("no broom"); // and nobody awaits the task
        });
        // end::forgotten[]
    }

    static void lateTask() {
        // tag::late[]
        TaskGroup[] kept = new TaskGroup[1];
        TaskGroup.run(group -> {
            kept[0] = group;
        });
        kept[0].createTask(() -> "too late");
        // end::late[]
    }

    static void twoFailures() {
        // tag::two-failures[]
        TaskGroup.run(group -> {
            group.createTask(() -> {
                throw new IOException("disk");
            });
            group.createTask(() -> {
                throw new IllegalStateException("cart");
            });
        });
        // end::two-failures[]
    }

    static String blockOnReactor(EventLoop loop) {
        // tag::block-on-reactor[]
        String tea = loop.run(() -> "tea"); // on one of Reactor's own threads
        // end::block-on-reactor[]
        return tea;
    }

    static String waitInAnOperator(Mono<FromReactorTest.User> user) {
        // tag::operator[]
        Mono<String> slow = user.map(found -> {
            sleep(ofMillis(5)); // an operator's lambda is no body
            return found.name();
        });
        // end::operator[]
        return slow.block();
    }

    static int runInABody(Stall stall) {
        // tag::nested[]
        int price = Async.run(c -> stall.price("chai", c)); // in a body; await(c -> ...) is meant
        // end::nested[]
        return price;
    }

    static void neverAwaited(Stall stall) {
        // tag::never-awaited[]
        Coroutine.suspending(c -> stall.price("chai", c)); // cold: nothing runs until it is awaited
        // end::never-awaited[]
    }

    static List<String> broadCatch() {
        List<String> lines = new ArrayList<>();
        // tag::broad-catch[]
        Task<?> task = createTask(() -> {
            try {
                sleep(ofHours(1));
            } catch (Exception e) { // in Python, CancelledError would pass
                lines.add("caught " + e.getClass().getName());
            }
            lines.add("went on");
        });
        // end::broad-catch[]
        yieldNow();
        task.cancel();
        Async.wait(List.of(task));
        return lines;
    }

    static void awaitsItself() {
        // tag::self[]
        Task<?> self = currentTask();
        self.await();
        // end::self[]
    }

    static void awaitsTwice() {
        // tag::twice[]
        Coroutine<String> tea = Coroutine.of(() -> "tea");
        tea.await();
        tea.await();
        // end::twice[]
    }

    static void noLoop() {
        // tag::no-loop[]
        Task<String> tea = createTask(() -> "tea"); // in main
        // end::no-loop[]
        tea.cancel();
    }
}
