/** The plumbing between Java bodies and kotlinx.coroutines. Its Java users call module {@code suspension}. */
module suspension.bridge {
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static transitive org.jspecify;

    exports suspension.bridge;
    exports suspension.bridge.internal to
            suspension,
            suspension.testing;
}
