/**
 * Locks, queues and the like between bodies: asyncio's, with its names and its semantics.
 *
 * <p><b>Who may use them.</b> Each object belongs to the first loop that uses it, or to the first dispatcher. Bodies
 * off a loop may share an object if they run under the same dispatcher, although they run in parallel; a view made by
 * {@code limitedParallelism} is another dispatcher, except that a view of a loop is that loop. Elsewhere every
 * operation throws {@link java.lang.IllegalStateException}, unless it only looks. Only a body may call an operation
 * that suspends. Callbacks and Kotlin code of the loop may call the others.
 *
 * <p>A plain thread, which belongs to no loop and carries no body, may call {@link suspension.sync.AsyncLock#release},
 * {@link suspension.sync.AsyncSemaphore#release}, {@link suspension.sync.AsyncEvent#set}, {@link
 * suspension.sync.AsyncQueue#offer}, and everything that only looks; these take effect at once. It hands all other
 * calls to the loop: {@code loop.execute(queue::shutdown)}.
 *
 * <p><b>Who is next.</b> Locks, semaphores and queues serve bodies strictly first come, first served, also where
 * asyncio lets a newcomer slip in. What is released goes straight to the first body that waits. {@link
 * suspension.sync.AsyncSemaphore#tryAcquire}, {@link suspension.sync.AsyncQueue#offer} and {@link
 * suspension.sync.AsyncQueue#poll} never overtake a body that waits, or that has been chosen and is on its way. A body
 * that is cancelled, even after it was chosen, passes on what it was given.
 *
 * <p><b>What they are not.</b> None is reentrant: a body that acquires a lock which it holds waits for itself. None
 * blocks a loop: the loop goes on while a body waits.
 */
@NullMarked
package suspension.sync;

import org.jspecify.annotations.NullMarked;
