/**
 * The same work, done by Suspension and by what a user would pick instead.
 *
 * <p>A {@link suspension.benchmarks.Workload} is a piece of work, a {@link suspension.benchmarks.Contender} does it, a
 * {@link suspension.benchmarks.Entrant} is a contender on a JDK, and {@link suspension.benchmarks.Report} lets them run in
 * turn.
 */
@NullMarked
package suspension.benchmarks;

import org.jspecify.annotations.NullMarked;
