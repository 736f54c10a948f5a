/** Typed facades of Kotlin's APIs: the annotation, and what generated code needs at run time. */
module suspension.facade {
    requires transitive suspension;
    requires static transitive java.compiler;
    requires static transitive org.jspecify;

    exports suspension.facade;
    exports suspension.facade.runtime;
}
