package suspension.spring.context;

import io.micrometer.context.ContextRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import suspension.spring.context.Holder.Undo;

/** Measures what a task costs to capture, and what each of its slices costs. Run by hand. */
final class SliceCosts {

    private static final int ROUNDS = 1_000_000;

    /** The processor's time, because other programs may be busy too. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SliceCosts() {}

    /** Prints the costs. */
    public static void main(String[] args) {
        print("nothing to carry");
        try (Undo entry = Holder.MDC_ENTRY.with("7")) {
            print("an entry of the MDC");
            try (Undo user = Holder.SECURITY.with("ada");
                    Undo request = Holder.REQUEST.with("7");
                    Undo locale = Holder.LOCALE.with("en")) {
                print("MDC, user, request, locale");
                try (Undo observation = Holder.OBSERVATION.with("order")) {
                    print("the same, and an observation with a span");
                }
            }
        }
        for (String key : new String[] {"one", "two", "three", "four", "five"}) {
            ContextRegistry.getInstance().registerThreadLocalAccessor(key, new ThreadLocal<Object>());
        }
        print("nothing, and five accessors more");
    }

    private static void print(String name) {
        long capture = median(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Objects.requireNonNull(TaskContext.capture());
            }
        });
        TaskLocals locals = TaskLocals.capture(null);
        CoroutineContext none = EmptyCoroutineContext.INSTANCE;
        long[] slice = new long[1];
        Thread thread = new Thread(() -> slice[0] = median(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                var installed = locals.updateThreadContext(none);
                locals.handOver();
                locals.restoreThreadContext(none, installed);
            }
        }));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        System.out.println(name + " (" + locals.locals().size() + " accessors): capture " + capture / ROUNDS
                + " ns, slice " + slice[0] / ROUNDS + " ns");
    }

    private static long median(Runnable rounds) {
        long[] nanos = new long[5];
        for (int i = 0; i < nanos.length; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            rounds.run();
            nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
