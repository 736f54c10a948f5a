/**
 * Locks and queues between the bodies of one loop: asyncio's, in its semantics and under its names.
 *
 * <p><b>Who may use them.</b> Each belongs to the first loop that uses it; on another one every operation throws {@link
 * java.lang.IllegalStateException}. What suspends needs a body, what does not may also be called in a callback or in
 * Kotlin code of that loop. Plain threads, which belong to no loop, have these ways in, which take effect at once: {@link
 * suspension.sync.AsyncLock#release}, {@link suspension.sync.AsyncSemaphore#release}, {@link
 * suspension.sync.AsyncEvent#set}, {@link suspension.sync.AsyncQueue#offer}, and everything that only looks. All else they
 * hand to the loop: {@code loop.execute(queue::shutdown)}.
 *
 * <p><b>Who is next.</b> Waiting bodies are served strictly first come, first served, and what is released goes straight
 * to the first of them: nobody gets in between. A body that is cancelled, even after it was chosen, passes on what it was
 * given.
 *
 * <p><b>What they are not.</b> None is reentrant: a body that acquires a lock which it holds waits for itself. None blocks
 * a thread: a body that waits lets the loop go on.
 */
@NullMarked
package suspension.sync;

import org.jspecify.annotations.NullMarked;
