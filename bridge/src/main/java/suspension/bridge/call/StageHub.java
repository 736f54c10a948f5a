package suspension.bridge.call;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Failures;
import suspension.bridge.task.Handle;

/**
 * The listeners that wait for one stage. A stage forgets no listener that has been added to it, and a stage that cannot
 * be cancelled may live for ever. So the hub adds one listener for all who wait, and itself forgets a wait that is
 * given up.
 */
public final class StageHub {

    /** The hubs of the stages that are not complete. A hub does not keep its stage alive. Any thread uses it. */
    private static final Map<Key, WeakReference<StageHub>> HUBS = new ConcurrentHashMap<>();

    private static final ReferenceQueue<CompletionStage<?>> COLLECTED = new ReferenceQueue<>();

    private static final Handle NOTHING = () -> {};

    private final Key key;
    private final WeakReference<StageHub> self = new WeakReference<>(this);

    /** The listeners that wait, in order of arrival. Guarded by this. */
    private final Set<BiConsumer<@Nullable Object, @Nullable Throwable>> waiting = new LinkedHashSet<>();

    /** Whether the stage is complete. Guarded by this. */
    private boolean complete;

    /** The stage's value. Written before {@link #complete} is set, read after. */
    private @Nullable Object value;

    /** What the stage failed with, or null. Written before {@link #complete} is set, read after. */
    private @Nullable Throwable failure;

    private StageHub(Key key) {
        this.key = key;
    }

    /**
     * Tells the listener when the stage is complete, or at once if it is. A caller that no longer waits first cancels
     * the stage if it can be cancelled, and then cancels the returned handle.
     */
    public static Handle listen(CompletionStage<?> stage, BiConsumer<@Nullable Object, @Nullable Throwable> listener) {
        if (stage.getClass() == CompletableFuture.class) { // a cancelled one is complete, and forgets its listeners
            stage.whenComplete(listener);
            return NOTHING;
        }
        StageHub hub = of(stage);
        hub.add(listener);
        return () -> hub.remove(listener);
    }

    private static StageHub of(CompletionStage<?> stage) {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            HUBS.remove(gone);
        }
        StageHub made = new StageHub(new Key(stage));
        while (true) {
            WeakReference<StageHub> known = HUBS.putIfAbsent(made.key, made.self);
            if (known == null) {
                made.ask(stage);
                return made;
            }
            StageHub hub = known.get();
            if (hub != null) {
                return hub;
            }
            HUBS.remove(made.key, known); // the stage has forgotten its hub
        }
    }

    private void ask(CompletionStage<?> stage) {
        try {
            stage.whenComplete(this::completed);
        } catch (Throwable e) { // nobody can wait for this stage
            completed(null, e);
            throw e;
        }
    }

    private void add(BiConsumer<@Nullable Object, @Nullable Throwable> listener) {
        synchronized (this) {
            if (!complete) {
                waiting.add(listener);
                return;
            }
        }
        listener.accept(value, failure);
    }

    private synchronized void remove(BiConsumer<@Nullable Object, @Nullable Throwable> listener) {
        waiting.remove(listener);
    }

    private void completed(@Nullable Object result, @Nullable Throwable thrown) {
        List<BiConsumer<@Nullable Object, @Nullable Throwable>> told;
        synchronized (this) {
            value = result;
            failure = thrown;
            complete = true;
            told = List.copyOf(waiting);
            waiting.clear();
        }
        HUBS.remove(key);
        Throwable refused = null;
        for (BiConsumer<@Nullable Object, @Nullable Throwable> listener : told) {
            refused = Failures.add(refused, () -> listener.accept(result, thrown));
        }
        Failures.rethrow(refused);
    }

    /** Identifies a stage by its identity, whatever its class regards as equal. */
    private static final class Key extends WeakReference<CompletionStage<?>> {

        private final int hash;

        Key(CompletionStage<?> stage) {
            super(stage, COLLECTED);
            this.hash = System.identityHashCode(stage);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            CompletionStage<?> stage = get();
            return stage != null && other instanceof Key key && key.get() == stage;
        }
    }
}
