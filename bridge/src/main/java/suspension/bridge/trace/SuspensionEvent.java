package suspension.bridge.trace;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.StackTrace;

/** What the library's events have in common. */
@Category("Suspension")
@StackTrace(false)
abstract class SuspensionEvent extends Event {}
