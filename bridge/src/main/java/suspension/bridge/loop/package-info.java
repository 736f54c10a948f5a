/**
 * The event loop: its queue, its threads and the turn that passes between them, its timers and its clock.
 * {@link suspension.bridge.loop.Loop} is where tasks live, and {@link suspension.bridge.loop.LoopExecutor} decides
 * which thread runs what.
 */
@NullMarked
package suspension.bridge.loop;

import org.jspecify.annotations.NullMarked;
