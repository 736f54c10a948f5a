package suspension.facade.processor.writer;

import java.util.function.UnaryOperator;
import suspension.facade.processor.rules.Calls;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.Shape;

/** What the methods of a generated class do with a call: await it, or start it as a task. */
abstract class Surface {

    static final String RUNTIME = "suspension.facade.runtime";
    static final String CALLS = "«" + RUNTIME + "|KotlinCalls»";

    private final String modifiers;
    private final String object;
    private final Calls calls;

    /**
     * @param modifiers of the methods
     * @param object the expression for what has the functions
     */
    Surface(String modifiers, String object, Calls calls) {
        this.modifiers = modifiers;
        this.object = object;
        this.calls = calls;
    }

    String modifiers() {
        return modifiers;
    }

    String object() {
        return object;
    }

    Calls calls() {
        return calls;
    }

    /** Returns the type that the methods return. */
    abstract String returned(FacadeMethod method);

    /** Whether the methods are those of a facade's view, which implement it. */
    boolean isOverriding() {
        return object.equals("target") && declaresExceptions();
    }

    /** Whether the methods throw what the function declares. */
    abstract boolean declaresExceptions();

    /** Returns statements that make a call, which the continuation's name completes. */
    abstract String body(FacadeMethod method, UnaryOperator<String> call);

    /** In a body: a plain method. */
    static final class Awaiting extends Surface {

        Awaiting(String modifiers, String object, Calls calls) {
            super(modifiers, object, calls);
        }

        @Override
        String returned(FacadeMethod method) {
            return method.result().java().source();
        }

        @Override
        boolean declaresExceptions() {
            return true;
        }

        @Override
        String body(FacadeMethod method, UnaryOperator<String> call) {
            return method.isSuspend() ? awaiting(method, call.apply("c")) : calling(method, call.apply(""));
        }

        private static String awaiting(FacadeMethod method, String call) {
            Shape result = method.result();
            String thrown = thrown(method);
            String await = thrown.isEmpty() ? "await(" : "awaitThrowing(";
            String raw = result.fromRaw() == null ? "" : ", x -> " + result.raw("x");
            String rest = await + "c -> " + call + raw + thrown + ")";
            if (result.isVoid()) {
                return CALLS + "." + rest + ";";
            }
            if (result.fromRaw() != null) {
                return "return " + CALLS + "." + typed(result) + rest + ";";
            }
            return converted(result, CALLS + "." + typed(result) + rest);
        }

        private static String thrown(FacadeMethod method) {
            StringBuilder thrown = new StringBuilder();
            method.thrown()
                    .forEach(each -> thrown.append(", ").append(each.erased()).append(".class"));
            return thrown.toString();
        }

        private static String calling(FacadeMethod method, String call) {
            Shape result = method.result();
            if (result.isVoid()) {
                return CALLS + ".run(() -> " + call + ");";
            }
            return converted(result, CALLS + "." + typed(result) + "call(() -> " + call + ")");
        }

        /** javac infers no primitive. */
        private static String typed(Shape result) {
            return result.isPrimitive() ? "<" + Shape.boxed(result.kotlin()) + ">" : "";
        }

        private static String converted(Shape result, String value) {
            if (result.isSame()) {
                return "return " + value + ";";
            }
            return result.kotlin().source() + " x = " + value + ";\nreturn "
                    + result.toJava().apply("x") + ";";
        }
    }

    /** As tasks or futures. */
    static final class Starting extends Surface {

        private final String type;
        private final String end;

        /**
         * @param type what the methods return
         * @param end what turns a task into that
         */
        Starting(String object, Calls calls, String type, String end) {
            super("public ", object, calls);
            this.type = type;
            this.end = end;
        }

        @Override
        String returned(FacadeMethod method) {
            return type + "<" + Shape.boxed(method.result().java()) + ">";
        }

        @Override
        boolean declaresExceptions() {
            return false;
        }

        @Override
        String body(FacadeMethod method, UnaryOperator<String> call) {
            Shape result = method.result();
            String start = "c -> " + call.apply("c");
            if (result.isVoid()) {
                return "return starter.startAction(" + start + ")" + end + ";";
            }
            String typed = end.isEmpty() ? "" : "<" + Shape.boxed(result.java()) + ">";
            if (result.fromRaw() != null) {
                return "return starter." + typed + "start(" + start + ", x -> " + result.raw("x") + ")" + end + ";";
            }
            if (result.isSame()) {
                return "return starter." + typed + "start(" + start + ")" + end + ";";
            }
            return "return starter.<" + Shape.boxed(result.java()) + ">start(" + start + ", raw -> {\n"
                    + result.kotlin().source() + " x = " + CALLS + ".cast(raw);\nreturn "
                    + result.toJava().apply("x") + ";\n})" + end + ";";
        }
    }
}
