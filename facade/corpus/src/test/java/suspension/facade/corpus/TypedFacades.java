package suspension.facade.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import suspension.facade.processor.FacadeProcessor;

/**
 * Has the processor generate the facades of a library, compiles them as strictly as javac can, and finds out from the
 * class files which functions they call.
 */
final class TypedFacades {

    private final JavaNames names = new JavaNames();
    private final Path folder;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> called = new HashSet<>();
    private final List<String> behind = new ArrayList<>();
    private @Nullable Path classes;

    TypedFacades(Path folder) {
        this.folder = folder;
    }

    /** What javac and the processor say of facades that do not compile. */
    List<String> complaints() {
        return complaints;
    }

    /** Returns the classes with the handles, which look all of them up when they are initialized. */
    List<String> behind() {
        return behind;
    }

    /** Returns where the compiled classes are. */
    Path classes() {
        return Objects.requireNonNull(classes, "nothing has been compiled");
    }

    /** Returns the functions that compiled facades call. */
    Set<KotlinFunction> callable(List<KotlinFunction> functions) throws IOException {
        Set<String> asked = new TreeSet<>();
        functions.forEach(each -> asked.add(each.asked()));
        classes = compile(asked).classes();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                read(each);
            }
        }
        Set<KotlinFunction> callable = new HashSet<>();
        for (KotlinFunction each : functions) {
            if (called.contains(each.key())) {
                callable.add(each);
            }
        }
        return callable;
    }

    /** Compiles all facades; leaves those out that do not compile, so that the others count. */
    private Javac compile(Set<String> asked) throws IOException {
        Set<String> left = new TreeSet<>(asked);
        for (int round = 1; ; round++) {
            Javac javac = new Javac(folder.resolve("round" + round));
            requests(left).forEach(javac::source);
            Set<String> refused = new HashSet<>();
            for (Diagnostic<? extends JavaFileObject> each :
                    javac.compile(List.of(new FacadeProcessor()), "-Xlint:all", "-Werror")) {
                complaints.add(each.toString());
                left.stream().filter(type -> isAbout(each, type)).forEach(refused::add);
            }
            if (!left.removeAll(refused)) {
                return javac;
            }
        }
    }

    /** Whether something is wrong with a facade, or with the line that asks for it. */
    private boolean isAbout(Diagnostic<? extends JavaFileObject> diagnostic, String type) {
        JavaFileObject file = diagnostic.getSource();
        boolean isInside = file != null && file.getName().matches(".*/" + facade(type) + "(Calls)?\\.java");
        return isInside || diagnostic.toString().contains(names.of(Type.getObjectType(type)) + ".class");
    }

    private static String facade(String type) {
        return packageOf(type) + "/" + nameOf(type);
    }

    /** The facades of a package's classes have a package of their own. */
    private static String packageOf(String type) {
        return "corpus/" + type.substring(0, type.lastIndexOf('/'));
    }

    private static String nameOf(String type) {
        String simple = type.substring(type.lastIndexOf('/') + 1);
        return "Java" + simple.replace("$", "");
    }

    /** Returns source that asks for the facades. It may well name classes that are deprecated. */
    private Map<String, String> requests(Set<String> asked) {
        Map<String, String> byPackage = new TreeMap<>();
        for (String each : asked) {
            String request = "@SuspendFacade(value = " + names.of(Type.getObjectType(each)) + ".class, name = \""
                    + nameOf(each) + "\")\n";
            byPackage.merge(packageOf(each), request, String::concat);
        }
        Map<String, String> sources = new TreeMap<>();
        byPackage.forEach((packageName, requests) -> sources.put(
                packageName + "/Requests",
                "package " + packageName.replace('/', '.') + ";\n\nimport suspension.facade.SuspendFacade;\n\n"
                        + requests + "@SuppressWarnings({\"deprecation\", \"removal\"})\nfinal class Requests {}\n"));
        return sources;
    }

    /** Takes note of all that a class calls, by name or through handles. */
    private void read(Path file) throws IOException {
        ClassNode node = new ClassNode();
        new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (node.name.endsWith("Calls")) {
            behind.add(node.name.replace('/', '.'));
        }
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode each : method.instructions) {
                if (each instanceof MethodInsnNode call) {
                    called.add(call.owner + "." + call.name + call.desc);
                } else if (each instanceof InvokeDynamicInsnNode lambda) {
                    for (Object argument : lambda.bsmArgs) {
                        if (argument instanceof Handle handle) {
                            called.add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
                        }
                    }
                } else if (each.getOpcode() == Opcodes.LDC) {
                    handle((LdcInsnNode) each);
                }
            }
        }
    }

    /** A handle is found by a class, a name and a descriptor: three constants, one after the other. */
    private void handle(LdcInsnNode constant) {
        String name = string(constant.getNext());
        String descriptor = name == null ? null : string(constant.getNext().getNext());
        if (constant.cst instanceof Type owner && descriptor != null && isLookedUp(constant)) {
            called.add(owner.getInternalName() + "." + name + descriptor);
        }
    }

    /** Whether the constants are for the function itself, and not for the one that fills in defaults or for a body. */
    private static boolean isLookedUp(AbstractInsnNode constant) {
        for (AbstractInsnNode each = constant; each != null; each = each.getNext()) {
            if (each instanceof MethodInsnNode call && call.owner.endsWith("/KotlinFunctions")) {
                return call.name.equals("find");
            }
        }
        return false;
    }

    private static @Nullable String string(AbstractInsnNode node) {
        return node instanceof LdcInsnNode constant && constant.cst instanceof String string ? string : null;
    }
}
