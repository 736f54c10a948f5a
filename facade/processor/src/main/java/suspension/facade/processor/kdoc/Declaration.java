package suspension.facade.processor.kdoc;

import java.util.List;

/**
 * A declaration in a Kotlin source.
 *
 * @param scope the class that has it, as in {@code shop/Session.Store}; of a file's the package, as in {@code shop/}
 * @param kind what it is
 * @param name its name
 * @param receiver the simple name of an extension's receiver, or nothing
 * @param names the names of its parameters
 * @param types the simple names of their types, as far as those have one
 * @param doc its KDoc comment, or nothing
 */
record Declaration(
        String scope, Kind kind, String name, String receiver, List<String> names, List<String> types, String doc) {

    /** What is declared. */
    enum Kind {
        TYPE,
        FUNCTION,
        PROPERTY
    }

    /** What tells it apart from others. */
    Declaration undocumented() {
        return new Declaration(scope, kind, name, receiver, names, types, "");
    }
}
