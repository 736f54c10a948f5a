package suspension.bridge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.bridge.trace.CallRecord;
import suspension.bridge.trace.LoopFigures;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.SliceRecord;
import suspension.bridge.trace.TaskRecord;
import suspension.bridge.trace.WaitRecord;

/** Which slices recordings are told of as blocking their loop. */
class LoopCensusTest {

    private final LoopCensus census = new LoopCensus();

    /** What the census has told of one loop: how long its slice has held the turn. */
    private static final class Told implements Recorder {

        private final int loop;
        private final List<Long> held = new ArrayList<>();

        Told(Loop loop) {
            this.loop = loop.id();
        }

        @Override
        public void blocked(int blocked, long task, Thread thread, long heldNanos) {
            if (blocked == loop) {
                held.add(heldNanos);
            }
        }

        @Override
        public void loop(int started, String name, @Nullable String group) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void statistics(LoopFigures figures) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SliceRecord newSlice() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean wantsWaits() {
            return false;
        }

        @Override
        public @Nullable WaitRecord newWait() {
            return null;
        }

        @Override
        public @Nullable TaskRecord newTask(long creator, boolean begun) {
            return null;
        }

        @Override
        public @Nullable CallRecord newCall(long task, int caller) {
            return null;
        }
    }

    /** A callback that holds the turn of its loop until the test lets it go. */
    private static final class Holder {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        Holder(Loop loop) throws InterruptedException {
            this(loop, () -> {});
        }

        /** Returns once the callback has begun. The code runs when the loop has been given the callback. */
        Holder(Loop loop, Runnable afterwards) throws InterruptedException {
            loop.execute(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts tests", e);
                }
            });
            afterwards.run();
            begun.await();
        }

        void letGo() {
            end.countDown();
        }
    }

    @Test
    void aSliceIsToldOnceTwoLooksHaveFoundIt() throws Exception {
        try (TestLoop test = new TestLoop()) {
            Told told = new Told(test.loop);
            Holder first = new Holder(test.loop);
            census.blocked(told, 1);
            assertThat(told.held).isEmpty();
            census.blocked(told, 1);
            assertThat(told.held).hasSize(1);
            first.letGo();
        }
    }

    @Test
    void theSliceAfterItIsAnother() throws Exception {
        try (TestLoop test = new TestLoop()) {
            Told told = new Told(test.loop);
            Holder first = new Holder(test.loop);
            census.blocked(told, 1);
            long between = System.nanoTime();
            Holder second = new Holder(test.loop, first::letGo);
            census.blocked(told, 1);
            assertThat(told.held).isEmpty();
            census.blocked(told, 1);
            assertThat(told.held).hasSize(1);
            assertThat(told.held.get(0)).isBetween(1L, System.nanoTime() - between);
            second.letGo();
        }
    }

    @Test
    void aSliceIsNotToldBeforeItHasHeldTheTurnForLongEnough() throws Exception {
        try (TestLoop test = new TestLoop()) {
            Told told = new Told(test.loop);
            Holder holder = new Holder(test.loop);
            census.blocked(told, Long.MAX_VALUE);
            census.blocked(told, Long.MAX_VALUE);
            assertThat(told.held).isEmpty();
            holder.letGo();
        }
    }

    @Test
    void aLoopWithNothingToDoIsNotBlocked() throws Exception {
        try (TestLoop test = new TestLoop()) {
            test.run(() -> 1);
            Told told = new Told(test.loop);
            census.blocked(told, 1);
            census.blocked(told, 1);
            assertThat(told.held).isEmpty();
        }
    }
}
