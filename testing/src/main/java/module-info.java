/** Supports tests of code that runs on loops of module {@code suspension}: virtual time, and a JUnit extension. */
module suspension.testing {
    requires transitive suspension;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.mockito;

    exports suspension.testing;

    opens suspension.testing to
            org.junit.platform.commons;
}
