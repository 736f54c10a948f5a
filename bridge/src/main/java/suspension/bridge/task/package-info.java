/**
 * Tasks, and how they are cancelled. A task is a kotlinx coroutine whose code is a Java body or a Kotlin suspend
 * function. A task lives in a {@link suspension.bridge.task.TaskHost}, and a {@link suspension.bridge.task.Carrier} is
 * the thread that carries a body. Other packages implement the two.
 *
 * <p>The words used throughout: a <em>body</em> is straight-line Java code that runs as a coroutine. The <em>turn</em>
 * is the right to run on a loop; whoever has it is the <em>holder</em>. A <em>worker</em> is a thread of a loop. A
 * <em>slice</em> is what runs from one suspension to the next. A <em>waiter</em> is one suspension of one body, and its
 * <em>wake-up</em> ends it.
 */
@NullMarked
package suspension.bridge.task;

import org.jspecify.annotations.NullMarked;
