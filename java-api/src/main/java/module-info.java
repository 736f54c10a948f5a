/** asyncio's vocabulary for Java, on kotlinx.coroutines. */
module suspension {
    requires transitive suspension.bridge;
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static transitive org.jspecify;
    requires static java.management;
    requires static kotlinx.coroutines.jdk9;
    requires static com.fasterxml.jackson.databind;
    requires static tools.jackson.databind;

    exports suspension;
    exports suspension.insight;
    exports suspension.interop;
    exports suspension.sync;
    exports suspension.internal to
            suspension.testing;

    provides suspension.bridge.loop.LoopReport with
            suspension.internal.trace.TreeReport;
    provides suspension.bridge.trace.GraphSource with
            suspension.internal.trace.RecordedGraph;
}
