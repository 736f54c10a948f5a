package suspension.facade.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Finds out which functions Java can call without help: it writes a call of each, with all arguments and the
 * continuation, each of the very type that the class file wants, and leaves the judgement to javac.
 */
final class JavacAlone {

    private final JavaNames names = new JavaNames();

    /** Returns the functions that javac compiles a call of. */
    Set<KotlinFunction> callable(List<KotlinFunction> functions, Path folder) throws IOException {
        Map<Integer, KotlinFunction> byLine = new TreeMap<>();
        StringBuilder source = new StringBuilder("@SuppressWarnings({\"all\"}) class Alone {\n");
        int line = 1;
        for (KotlinFunction each : functions) {
            String call = call(each, ++line);
            source.append(call == null ? "" : call).append('\n');
            if (call != null) {
                byLine.put(line, each);
            }
        }
        source.append("}\n");
        Set<Integer> refused = new HashSet<>();
        for (Diagnostic<? extends JavaFileObject> each : new Javac(folder)
                .source("Alone", source.toString())
                .compile(List.of(), "-proc:none", "-nowarn", "-Xlint:none", "-XDshould-stop.ifError=FLOW")) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                refused.add((int) each.getLineNumber());
            }
        }
        byLine.keySet().removeAll(refused);
        return new HashSet<>(byLine.values());
    }

    /** Returns a method that makes the call, or null for what javac does not see, or source cannot write. */
    private @Nullable String call(KotlinFunction function, int number) {
        String owner = names.of(Type.getObjectType(function.owner()));
        if (!function.isVisibleToJava() || !SourceVersion.isName(function.jvmName()) || owner == null) {
            return null;
        }
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (Type each : Type.getArgumentTypes(function.descriptor())) {
            String type = names.of(each);
            if (type == null) {
                return null;
            }
            arguments.add("x" + arguments.size());
            parameters.add(type + " x" + parameters.size());
        }
        if (!function.isStatic()) {
            parameters.add(owner + " on");
        }
        return "static Object call" + number + "(" + String.join(", ", parameters) + ") throws Throwable { return "
                + (function.isStatic() ? owner : "on") + "." + function.jvmName() + "(" + String.join(", ", arguments)
                + "); }";
    }
}
