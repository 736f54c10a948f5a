package suspension.facade.processor.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.JavaType;

/** Writes the classes that start the suspend functions instead of awaiting them. */
final class ViewWriter {

    private final SourceText text;
    private final Facade facade;
    private final MethodWriter methods;

    ViewWriter(SourceText text, Facade facade, MethodWriter methods) {
        this.text = text;
        this.facade = facade;
        this.methods = methods;
    }

    void ofObject(List<FacadeMethod> all) {
        write(all, "", facade.target(), "");
    }

    /** Writes the views of a file's or an object's functions. */
    void ofFunctions(List<FacadeMethod> all) {
        write(all, "public static ", null, "");
    }

    void ofCompanion(List<FacadeMethod> all) {
        write(all, "", null, "Companion");
    }

    /** @param target the type of the object whose functions are started, or null if there is none */
    private void write(List<FacadeMethod> all, String modifiers, @Nullable JavaType target, String prefix) {
        String functions = prefix.isEmpty() ? "The suspend functions" : "The companion object's suspend functions";
        text.doc(
                functions + " as tasks: each is started, without a body or a thread. Cancelling the task cancels the"
                        + " function. Where the loop or the scope is closed, a method throws an {@link IllegalStateException}.");
        view(all, modifiers, target, prefix + "Tasks", "«suspension|Task»", "");
        text.doc(functions + " as futures, for code that knows no bodies. Cancelling the future cancels the function."
                + " Where the loop or the scope is closed, a method throws an {@link IllegalStateException}.");
        String future = "«java.util.concurrent|CompletableFuture»";
        view(all, modifiers, target, prefix + "Futures", future, ".toCompletableFuture()");
    }

    private void view(
            List<FacadeMethod> all, String modifiers, @Nullable JavaType target, String name, String type, String end) {
        text.add(modifiers + "final class " + name + (target == null ? "" : facade.typeParameters()) + " {\n");
        String starter = "«suspension.facade.runtime|TaskStarter» starter";
        if (target != null) {
            text.add("private final " + target.source() + " target;");
        }
        text.add("private final " + starter + ";\n");
        text.add("private " + name + "(" + (target == null ? "" : target.source() + " target, ") + starter + ") {");
        if (target != null) {
            text.add("this.target = target;");
        }
        text.add("this.starter = starter;\n}\n");
        String object = target != null ? "target" : facade.singleton() == null ? "" : facade.singleton();
        Surface surface =
                new Surface.Starting(object, target == null ? facade.staticCalls() : facade.calls(), type, end);
        for (FacadeMethod each : all) {
            if (each.isSuspend()) {
                text.doc(Documentation.ofStart(each));
                methods.full(each, surface);
                methods.overloads(each, surface);
            }
        }
        text.add("}\n");
    }
}
