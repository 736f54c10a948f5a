package suspension;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the threads that reactive frameworks have marked as ones that must not be blocked, such as Netty's under WebFlux.
 * The marks are interfaces of the thread's class, known by name, because none of these frameworks need be there.
 */
final class NonBlockingThreads {

    private static final Set<String> MARKS =
            Set.of("reactor.core.scheduler.NonBlocking", "io.reactivex.rxjava3.internal.schedulers.NonBlockingThread");

    /** Any thread. There are few classes of threads, and a wait asks each time. */
    private static final ClassValue<Boolean> MARKED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isMarked(type);
        }
    };

    private NonBlockingThreads() {}

    /**
     * Refuses to block the calling thread if it must not be blocked. Called only where the operation would block.
     *
     * @param operation what is called
     * @param end what the operation waits for
     * @param instead what to do instead
     */
    static void ensureMayBlock(String operation, String end, String instead) {
        Thread thread = Thread.currentThread();
        if (MARKED.get(thread.getClass())) {
            throw new IllegalStateException(operation + " would block thread '" + thread.getName() + "' until " + end
                    + ", and what else that thread has to do would stand still: "
                    + thread.getClass().getName()
                    + " is marked as a class of threads that must not block. " + instead
                    + ", or move to a thread that may block.");
        }
    }

    private static boolean isMarked(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        if (MARKS.contains(type.getName()) || isMarked(type.getSuperclass())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isMarked(implemented)) {
                return true;
            }
        }
        return false;
    }
}
