/**
 * What recordings of the JDK's flight recorder learn of loops and tasks. The other rooms see {@link
 * suspension.bridge.trace.Trace} and a few interfaces; nothing but the classes behind them needs the module {@code
 * jdk.jfr}, which may be absent.
 */
@NullMarked
package suspension.bridge.trace;

import org.jspecify.annotations.NullMarked;
