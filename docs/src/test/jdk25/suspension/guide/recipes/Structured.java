package suspension.guide.recipes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;

/**
 * What stands before: structured concurrency as JDK 25 previews it. Run by {@code java --enable-preview --source 25}, because
 * no other JDK compiles it.
 */
final class Structured {

    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    private Structured() {}

    public static void main(String[] args) throws Exception {
        System.out.println(order(7));
        System.out.println(failing());
        System.out.println(fastest());
        System.out.println(all(List.of("a", "b")));
        System.out.println(tooLate());
        System.out.println(traced());
    }

    private static String user(long id) {
        return "user " + id;
    }

    private static String cart(long id) {
        return "cart " + id;
    }

    private static String fetch(String url) throws InterruptedException {
        Thread.sleep(url.equals("slow") ? 60_000 : 1);
        return "page " + url;
    }

    // tag::group[]
    static String order(long id) throws InterruptedException {
        try (var scope = StructuredTaskScope.open()) {
            Subtask<String> user = scope.fork(() -> user(id));
            Subtask<String> cart = scope.fork(() -> cart(id));
            scope.join(); // fails if one of them fails, and cancels the other
            return user.get() + ", " + cart.get();
        }
    }
    // end::group[]

    private static String failing() throws InterruptedException {
        // tag::failure[]
        try (var scope = StructuredTaskScope.open()) {
            scope.fork(() -> fetch("slow"));
            scope.fork(() -> {
                throw new IllegalStateException("no cart");
            });
            scope.join();
            return "both";
        } catch (StructuredTaskScope.FailedException e) {
            return e.getCause().getMessage(); // the first failure
        }
        // end::failure[]
    }

    // tag::first[]
    static String fastest() throws InterruptedException {
        try (var scope = StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
            scope.fork(() -> fetch("slow"));
            scope.fork(() -> fetch("fast"));
            return scope.join(); // and cancels the slow one
        }
    }
    // end::first[]

    // tag::all[]
    static List<String> all(List<String> urls) throws InterruptedException {
        try (var scope = StructuredTaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
            urls.forEach(url -> scope.fork(() -> fetch(url)));
            return scope.join().map(Subtask::get).toList();
        }
    }
    // end::all[]

    private static String tooLate() throws InterruptedException {
        // tag::timeout[]
        try (var scope = StructuredTaskScope.open(
                Joiner.awaitAllSuccessfulOrThrow(), settings -> settings.withTimeout(Duration.ofMillis(100)))) {
            scope.fork(() -> fetch("slow"));
            scope.join();
            return "in time";
        } catch (StructuredTaskScope.TimeoutException e) {
            return "late";
        }
        // end::timeout[]
    }

    private static String traced() throws Exception {
        // tag::scoped[]
        return ScopedValue.where(REQUEST, "r-1").call(() -> {
            try (var scope = StructuredTaskScope.open()) {
                Subtask<String> page = scope.fork(() -> "page of " + REQUEST.get());
                scope.join();
                return page.get();
            }
        });
        // end::scoped[]
    }
}
