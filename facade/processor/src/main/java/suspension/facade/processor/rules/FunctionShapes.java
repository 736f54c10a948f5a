package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.rules.JavaType.Wildcard;

/** The shapes of functions: suspend lambdas as bodies that may wait, ordinary ones as the JDK's interfaces. */
final class FunctionShapes {

    private static final String SUSPEND = "«suspension.interop|Suspend»";
    private static final JavaType EXCEPTION = JavaType.of("java.lang.Exception");

    private final Shapes shapes;

    FunctionShapes(Shapes shapes) {
        this.shapes = shapes;
    }

    /** What a function type says, without the continuation of a suspend function. */
    private record Signature(List<Shape> parameters, Shape result, boolean isUnit) {

        boolean isSame() {
            return parameters.stream().allMatch(Shape::isSame) && result.isSame();
        }

        List<JavaType> java() {
            return parameters.stream().map(Shape::java).toList();
        }

        List<JavaType> kotlin() {
            return parameters.stream().map(Shape::kotlin).toList();
        }
    }

    private Signature signature(KotlinType type) {
        int last = type.arguments().size() - 1;
        boolean hasContinuation =
                type.isSuspend() && last > 0 && type.argument(last - 1).is("kotlin/coroutines/Continuation");
        KotlinType result = hasContinuation ? type.argument(last - 1).argument(0) : type.argument(last);
        List<Shape> parameters = new ArrayList<>();
        for (int i = 0; i < (hasContinuation ? last - 1 : last); i++) {
            parameters.add(shapes.boxed(type.argument(i)));
        }
        return new Signature(parameters, shapes.boxed(result), result.isUnit());
    }

    Shape parameter(KotlinType type) {
        Signature signature = signature(type);
        Shape shape = type.isSuspend() ? suspending(signature, false) : ordinary(signature);
        return type.isNullable() ? orNull(shape) : shape;
    }

    /** What a function gives back: without parameters something to await. */
    Shape result(KotlinType type) {
        Shape shape = suspending(signature(type), true);
        return type.isNullable() ? orNull(shape) : shape;
    }

    private static Shape orNull(Shape shape) {
        if (shape.isSame()) {
            return Shape.same(shape.java().nullable(true));
        }
        return new Shape(
                shape.java().nullable(true),
                shape.kotlin().nullable(true),
                x -> "(" + shape.kotlin().source() + ") (" + x + " == null ? null : "
                        + shape.toKotlin().apply(x) + ")",
                x -> "(" + shape.java().source() + ") (" + x + " == null ? null : "
                        + shape.toJava().apply(x) + ")",
                null);
    }

    // Suspend functions

    private static Shape suspending(Signature signature, boolean isResult) {
        int count = signature.parameters().size();
        if (count > 5) {
            return Shape.same(suspendFunction(signature));
        }
        JavaType thrown = isResult ? JavaType.of("java.lang.RuntimeException") : Wildcard.ANY;
        JavaType java = body(signature, signature.java(), signature.result().java(), thrown);
        JavaType inner = body(signature, signature.kotlin(), signature.result().kotlin(), EXCEPTION);
        String run = count == 0 && !signature.isUnit() ? ".await(" : ".run(";
        return new Shape(
                java,
                suspendFunction(signature),
                x -> SUSPEND + ".lambda("
                        + (signature.isSame() ? x : "(" + inner.source() + ") " + toKotlin(signature, x + run))
                        + ")",
                x -> "(" + thrower(java).source() + ") " + awaiting(signature, x),
                null);
    }

    /** A cast cannot have {@code Awaitable<T, ?>}'s wildcard for a lambda. */
    private static JavaType thrower(JavaType type) {
        JavaType.Declared declared = (JavaType.Declared) type;
        List<JavaType> arguments = declared.arguments().stream()
                .map(each -> each == Wildcard.ANY ? EXCEPTION : each)
                .toList();
        return new JavaType.Declared(declared.packageName(), declared.names(), arguments, false);
    }

    private static JavaType body(Signature signature, List<JavaType> parameters, JavaType result, JavaType thrown) {
        List<JavaType> arguments = new ArrayList<>();
        parameters.forEach(each -> arguments.add(Shape.boxedType(each)));
        int count = parameters.size();
        if (count == 0) {
            if (!signature.isUnit()) {
                arguments.add(Shape.boxedType(result));
            }
            arguments.add(thrown);
            return JavaType.of(signature.isUnit() ? "suspension.Action" : "suspension.Awaitable", arguments);
        }
        if (!signature.isUnit()) {
            arguments.add(Shape.boxedType(result));
        }
        String name = "Suspend." + (signature.isUnit() ? "Action" : "Body") + count;
        return new JavaType.Declared("suspension.interop", name, arguments, false);
    }

    private static JavaType suspendFunction(Signature signature) {
        List<JavaType> arguments = new ArrayList<>(signature.kotlin());
        JavaType result = signature.isUnit()
                ? JavaType.of("kotlin.Unit")
                : signature.result().kotlin();
        arguments.add(JavaType.of("kotlin.coroutines.Continuation", new Wildcard("super", result)));
        arguments.add(JavaType.NULLABLE_OBJECT);
        return Builtins.function(arguments);
    }

    /** A lambda that Kotlin calls, around one of Java's. */
    private static String toKotlin(Signature signature, String call) {
        String arguments =
                each(signature, i -> signature.parameters().get(i).toJava().apply("x" + i));
        String value = call + arguments + ")";
        return names(signature) + " -> "
                + (signature.isUnit() ? value : signature.result().toKotlin().apply(value));
    }

    /** A lambda that Java calls, around a suspend lambda of Kotlin's. */
    private static String awaiting(Signature signature, String function) {
        String arguments =
                each(signature, i -> signature.parameters().get(i).toKotlin().apply("x" + i));
        String all = arguments.isEmpty() ? "k" : arguments + ", k";
        Shape result = signature.result();
        boolean isRaw = result.fromRaw() != null;
        String type = signature.isUnit() ? JavaType.NULLABLE_OBJECT.source() : Shape.boxed(result.java());
        return names(signature) + " -> " + Shapes.runtime("KotlinCalls") + ".<" + type + ">await(k -> " + function
                + ".invoke(" + all + ")" + (isRaw ? ", k -> " + result.raw("k") : "") + ")";
    }

    // Ordinary functions

    private static Shape ordinary(Signature signature) {
        JavaType kotlin = function(signature);
        Jdk fitting = Jdk.of(
                signature.java(),
                signature.isUnit() ? JavaType.VOID : signature.result().java());
        if (fitting == null) {
            return Shape.same(kotlin);
        }
        return new Shape(
                fitting.type(),
                kotlin,
                x -> "(" + kotlin.source() + ") " + called(signature, x + "." + fitting.method() + "("),
                x -> "(" + fitting.type().source() + ") " + calling(signature, x),
                null);
    }

    private static JavaType function(Signature signature) {
        List<JavaType> arguments = new ArrayList<>(signature.kotlin());
        arguments.add(
                signature.isUnit()
                        ? JavaType.of("kotlin.Unit")
                        : signature.result().kotlin());
        return Builtins.function(arguments);
    }

    private static String called(Signature signature, String call) {
        if (!signature.isUnit()) {
            return toKotlin(signature, call);
        }
        String arguments =
                each(signature, i -> signature.parameters().get(i).toJava().apply("x" + i));
        return names(signature) + " -> {\n" + call + arguments + ");\nreturn «kotlin|Unit».INSTANCE;\n}";
    }

    private static String calling(Signature signature, String function) {
        String arguments =
                each(signature, i -> signature.parameters().get(i).toKotlin().apply("x" + i));
        String call = function + ".invoke(" + arguments + ")";
        return names(signature) + " -> "
                + (signature.isUnit() ? call : signature.result().toJava().apply(call));
    }

    private static String names(Signature signature) {
        String names = each(signature, i -> "x" + i);
        return signature.parameters().size() == 1 ? names : "(" + names + ")";
    }

    private static String each(Signature signature, Function<Integer, String> form) {
        return IntStream.range(0, signature.parameters().size())
                .boxed()
                .map(form)
                .collect(Collectors.joining(", "));
    }
}
