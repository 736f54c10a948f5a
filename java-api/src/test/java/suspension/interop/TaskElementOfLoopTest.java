package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Events;

/** Elements of which each task has its own, and that a loop gives to its tasks. */
class TaskElementOfLoopTest {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private final Events events = new Events();

    private final class Numbered extends AbstractCoroutineContextElement implements TaskElement<String> {

        private static final CoroutineContext.Key<Numbered> KEY = new CoroutineContext.Key<>() {};

        private final String name;
        private int copies;

        Numbered(String name) {
            super(KEY);
            this.name = name;
        }

        @Override
        public Numbered copyForTask() {
            if (name.equals("broken")) {
                throw new IllegalArgumentException("no copy");
            }
            events.add("copied " + name);
            copies++;
            return new Numbered(name + "." + copies);
        }

        @Override
        public String updateThreadContext(CoroutineContext context) {
            String before = CURRENT.get();
            CURRENT.set(name);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, String before) {
            CURRENT.set(before);
        }
    }

    private static String seen() {
        return CURRENT.get();
    }

    private static String ofChild() {
        return Async.createTask(() -> seen()).await();
    }

    @Test
    void eachTaskHasACopyOfTheLoopsOwn() {
        try (EventLoop loop = EventLoop.builder().context(new Numbered("loop")).build()) {
            assertThat(loop.run(() -> seen())).isEqualTo("loop.1");
            assertThat(loop.run(() -> List.of(seen(), ofChild(), ofChild())))
                    .containsExactly("loop.2", "loop.2.1", "loop.2.2");
            assertThat(loop.<String>run(c -> seen())).isEqualTo("loop.3");
        }
        assertThat(events.all())
                .containsExactly("copied loop", "copied loop", "copied loop.2", "copied loop.2", "copied loop");
    }

    @Test
    void whatKotlinLaunchesOnTheLoopSharesTheLoopsOwn() {
        try (EventLoop loop = EventLoop.builder().context(new Numbered("loop")).build()) {
            loop.run(() -> {
                Job job = BuildersKt.launch(
                        loop.scope(), EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, (scope, continuation) -> {
                            events.add("Kotlin sees " + seen());
                            return Unit.INSTANCE;
                        });
                Async.<Unit>await(job::join);
            });
        }
        assertThat(events.all()).containsExactly("copied loop", "Kotlin sees loop");
    }

    @Test
    void whatCaptureHasJustGivenIsNotCopied() {
        try (EventLoop loop = EventLoop.builder()
                .context(new Numbered("loop"))
                .capture(() -> new Numbered("captured"))
                .build()) {
            assertThat(loop.run(() -> List.of(seen(), ofChild()))).containsExactly("captured", "captured.1");
        }
        assertThat(events.all()).containsExactly("copied captured");
    }

    @Test
    void aTaskOfAnotherLoopHasNothingOfItsStarters() {
        try (EventLoop loop = EventLoop.builder().context(new Numbered("loop")).build();
                EventLoop other =
                        EventLoop.builder().context(new Numbered("other")).build()) {
            assertThat(loop.run(() -> Async.await(other.future(() -> seen())))).isEqualTo("other.1");
        }
    }

    @Test
    void whatItThrowsAPlainThreadGets() {
        try (EventLoop loop =
                EventLoop.builder().context(new Numbered("broken")).build()) {
            assertThatThrownBy(() -> loop.createTask(() -> events.add("ran")))
                    .isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(loop.tasks()).isEmpty();
        }
        assertThat(events.all()).isEmpty();
    }
}
