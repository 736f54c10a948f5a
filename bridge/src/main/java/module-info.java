/** The plumbing between Java bodies and kotlinx.coroutines. Java users call module {@code suspension} instead. */
module suspension.bridge {
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static transitive org.jspecify;
    requires static jdk.jfr;

    exports suspension.bridge;
    exports suspension.bridge.call to
            suspension,
            suspension.testing;
    exports suspension.bridge.context to
            suspension,
            suspension.testing;
    exports suspension.bridge.dispatcher to
            suspension;
    exports suspension.bridge.flow to
            suspension;
    exports suspension.bridge.loop to
            suspension,
            suspension.testing;
    exports suspension.bridge.task to
            suspension,
            suspension.testing;
    exports suspension.bridge.trace to
            suspension;

    uses suspension.bridge.loop.LoopReport;
    uses suspension.bridge.trace.GraphSource;
}
