package suspension.facade.processor.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as Java source writes it. {@link #source()} marks the names of classes for the writer, which imports them:
 * {@code «shop|Payment.Paid»}, with a question mark before the end where null is meant.
 */
public sealed interface JavaType {

    /** Returns the type as source. */
    String source();

    /** Returns the erased type as source. */
    String erased();

    /** Returns the type with or without null. */
    JavaType nullable(boolean nullable);

    /** Returns the type without annotations for null, with full names: for comparing. */
    String plain();

    /** Returns the simple name, for names that tell types apart. */
    String shortName();

    JavaType VOID = new Primitive("void");
    JavaType OBJECT = of("java.lang.Object");
    JavaType NULLABLE_OBJECT = OBJECT.nullable(true);

    /** A class of a package, without nesting. */
    static Declared of(String qualifiedName, JavaType... arguments) {
        int dot = qualifiedName.lastIndexOf('.');
        return new Declared(
                qualifiedName.substring(0, dot), qualifiedName.substring(dot + 1), List.of(arguments), false);
    }

    static Declared of(String qualifiedName, List<JavaType> arguments) {
        return of(qualifiedName, arguments.toArray(new JavaType[0]));
    }

    /** {@code int} and its like, and {@code void}. */
    record Primitive(String name) implements JavaType {
        @Override
        public String source() {
            return name;
        }

        @Override
        public String erased() {
            return name;
        }

        @Override
        public JavaType nullable(boolean nullable) {
            return this;
        }

        @Override
        public String plain() {
            return name;
        }

        @Override
        public String shortName() {
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }
    }

    /** A class or an interface. */
    record Declared(String packageName, String names, List<JavaType> arguments, boolean isNullable)
            implements JavaType {

        @Override
        public String source() {
            return "«" + packageName + "|" + names + (isNullable ? "?" : "") + "»" + list(JavaType::source);
        }

        private String list(java.util.function.Function<JavaType, String> form) {
            return arguments.isEmpty() ? "" : arguments.stream().map(form).collect(Collectors.joining(", ", "<", ">"));
        }

        @Override
        public String erased() {
            return "«" + packageName + "|" + names + "»";
        }

        @Override
        public JavaType nullable(boolean nullable) {
            return new Declared(packageName, names, arguments, nullable);
        }

        @Override
        public String plain() {
            return (packageName.isEmpty() ? "" : packageName + ".") + names + list(JavaType::plain);
        }

        @Override
        public String shortName() {
            return names.substring(names.lastIndexOf('.') + 1)
                    + arguments.stream().map(JavaType::shortName).collect(Collectors.joining());
        }

        public String qualifiedName() {
            return packageName.isEmpty() ? names : packageName + "." + names;
        }
    }

    /** An array. */
    record Array(JavaType element, boolean isNullable) implements JavaType {
        @Override
        public String source() {
            return element.source() + (isNullable ? " «org.jspecify.annotations|@Nullable» []" : "[]");
        }

        @Override
        public String erased() {
            return element.erased() + "[]";
        }

        @Override
        public JavaType nullable(boolean nullable) {
            return new Array(element, nullable);
        }

        @Override
        public String plain() {
            return element.plain() + "[]";
        }

        @Override
        public String shortName() {
            return element.shortName() + "Array";
        }
    }

    /** A type parameter. */
    record Variable(String name, JavaType bound, boolean isNullable) implements JavaType {
        @Override
        public String source() {
            return isNullable ? "«org.jspecify.annotations|@Nullable» " + name : name;
        }

        @Override
        public String erased() {
            return bound.erased();
        }

        @Override
        public JavaType nullable(boolean nullable) {
            return new Variable(name, bound, nullable);
        }

        @Override
        public String plain() {
            return name;
        }

        @Override
        public String shortName() {
            return name;
        }
    }

    /** {@code ?}, {@code ? extends User} or {@code ? super User}. */
    record Wildcard(String keyword, JavaType bound) implements JavaType {

        static final Wildcard ANY = new Wildcard("", NULLABLE_OBJECT);

        @Override
        public String source() {
            return keyword.isEmpty() ? "?" : "? " + keyword + " " + bound.source();
        }

        @Override
        public String erased() {
            return bound.erased();
        }

        @Override
        public JavaType nullable(boolean nullable) {
            return this;
        }

        @Override
        public String plain() {
            return keyword.isEmpty() ? "?" : "? " + keyword + " " + bound.plain();
        }

        @Override
        public String shortName() {
            return keyword.isEmpty() ? "Any" : bound.shortName();
        }
    }
}
