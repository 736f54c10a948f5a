package suspension.facade.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import kotlin.metadata.Attributes;
import kotlin.metadata.ClassKind;
import kotlin.metadata.KmClass;
import kotlin.metadata.KmClassifier;
import kotlin.metadata.KmFunction;
import kotlin.metadata.KmPackage;
import kotlin.metadata.KmProperty;
import kotlin.metadata.KmType;
import kotlin.metadata.KmTypeParameter;
import kotlin.metadata.Visibility;
import kotlin.metadata.jvm.JvmExtensionsKt;
import kotlin.metadata.jvm.JvmMethodSignature;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import suspension.facade.corpus.KotlinFunction.Unreachable;

/**
 * Reads a library's suspend functions, and what gives flows, from its class files. It knows nothing of the processor, so
 * that the two can be compared.
 */
final class KotlinJar {

    private static final String FLOW = "kotlinx/coroutines/flow/Flow";

    private final Map<String, ClassNode> files = new TreeMap<>();
    private final Map<String, KmClass> classes = new HashMap<>();
    private final List<KotlinFunction> functions = new ArrayList<>();

    private KotlinJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry each : Collections.list(file.entries())) {
                if (each.getName().endsWith(".class") && !each.getName().startsWith("META-INF/")) {
                    ClassNode node = node(file.getInputStream(each));
                    files.put(node.name, node);
                }
            }
        }
        files.values().forEach(each -> {
            if (Metadata.of(each) instanceof KotlinClassMetadata.Class of) {
                classes.put(of.getKmClass().getName(), of.getKmClass());
            }
        });
        files.values().forEach(this::read);
    }

    /** Returns what other modules may want to call, and what they cannot call. Private functions are neither. */
    static List<KotlinFunction> functionsOf(Path jar) throws IOException {
        return new KotlinJar(jar).functions;
    }

    private static ClassNode node(InputStream input) throws IOException {
        try (input) {
            ClassNode node = new ClassNode();
            new ClassReader(input).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            return node;
        }
    }

    private void read(ClassNode file) {
        KotlinClassMetadata metadata = Metadata.of(file);
        if (metadata instanceof KotlinClassMetadata.Class of) {
            read(file, of.getKmClass());
        } else if (metadata instanceof KotlinClassMetadata.FileFacade of) {
            read(file, of.getKmPackage());
        } else if (metadata instanceof KotlinClassMetadata.MultiFileClassPart of) {
            read(files.get(of.getFacadeClassName()), of.getKmPackage());
        }
    }

    private void read(ClassNode file, KmPackage members) {
        members.getFunctions().forEach(each -> add(file, file.name, Visibility.PUBLIC, each));
        members.getProperties().forEach(each -> add(file, file.name, Visibility.PUBLIC, each));
    }

    private void read(ClassNode file, KmClass type) {
        if (type.getName().startsWith(".")) {
            return; // a local class
        }
        Visibility visibility = visibilityOf(type.getName());
        boolean isCompanion = Attributes.getKind(type) == ClassKind.COMPANION_OBJECT;
        String asked = isCompanion ? file.name.substring(0, file.name.lastIndexOf('$')) : file.name;
        type.getFunctions().forEach(each -> add(file, asked, visibility, each));
        type.getProperties().forEach(each -> add(file, asked, visibility, each));
    }

    /** Returns the narrowest visibility of a class and those around it. */
    private Visibility visibilityOf(String name) {
        KmClass type = classes.get(name);
        Visibility own = type == null ? Visibility.PUBLIC : Attributes.getVisibility(type);
        int dot = name.lastIndexOf('.');
        Visibility outer = dot < 0 ? Visibility.PUBLIC : visibilityOf(name.substring(0, dot));
        return narrower(own, outer);
    }

    private static Visibility narrower(Visibility one, Visibility other) {
        if (isPrivate(one) || isPrivate(other)) {
            return Visibility.PRIVATE;
        }
        return one == Visibility.PUBLIC ? other : one;
    }

    private static boolean isPrivate(Visibility visibility) {
        return visibility != Visibility.PUBLIC && visibility != Visibility.INTERNAL;
    }

    private void add(ClassNode file, String asked, Visibility outer, KmFunction function) {
        boolean isSuspend = Attributes.isSuspend(function);
        if (isSuspend || isFlow(function.getReturnType())) {
            add(
                    file,
                    asked,
                    function.getName(),
                    JvmExtensionsKt.getSignature(function),
                    isSuspend,
                    narrower(outer, Attributes.getVisibility(function)),
                    function.getTypeParameters());
        }
    }

    private void add(ClassNode file, String asked, Visibility outer, KmProperty property) {
        JvmMethodSignature getter = JvmExtensionsKt.getGetterSignature(property);
        if (getter != null && isFlow(property.getReturnType())) {
            add(
                    file,
                    asked,
                    property.getName(),
                    getter,
                    false,
                    narrower(outer, Attributes.getVisibility(property)),
                    property.getTypeParameters());
        }
    }

    private void add(
            ClassNode file,
            String asked,
            String name,
            @Nullable JvmMethodSignature signature,
            boolean isSuspend,
            Visibility visibility,
            List<KmTypeParameter> typeParameters) {
        if (isPrivate(visibility)) {
            return;
        }
        if (signature == null) {
            throw new IllegalStateException(file.name + "." + name + " has no signature");
        }
        MethodNode method = method(file, signature);
        int access = method == null ? Opcodes.ACC_PRIVATE : method.access;
        Unreachable unreachable = null;
        if (visibility == Visibility.INTERNAL) {
            unreachable = Unreachable.INTERNAL;
        } else if (method != null && Metadata.isHidden(method)) {
            unreachable = Unreachable.HIDDEN;
        } else if (typeParameters.stream().anyMatch(Attributes::isReified)) {
            unreachable = Unreachable.REIFIED;
        } else if ((access & Opcodes.ACC_PRIVATE) != 0) {
            unreachable = Unreachable.INLINED;
        }
        functions.add(new KotlinFunction(
                file.name,
                asked,
                name,
                signature.getName(),
                signature.getDescriptor(),
                isSuspend,
                (access & Opcodes.ACC_STATIC) != 0,
                (access & Opcodes.ACC_PUBLIC) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0,
                unreachable));
    }

    private static @Nullable MethodNode method(ClassNode file, JvmMethodSignature signature) {
        return file.methods.stream()
                .filter(each -> each.name.equals(signature.getName()) && each.desc.equals(signature.getDescriptor()))
                .findFirst()
                .orElse(null);
    }

    private boolean isFlow(KmType type) {
        return type.getClassifier() instanceof KmClassifier.Class of && isFlow(of.getName(), new HashSet<>());
    }

    private boolean isFlow(String name, Set<String> seen) {
        if (name.equals(FLOW)) {
            return true;
        }
        ClassNode file = seen.add(name) ? find(name) : null;
        return file != null
                && (file.interfaces.stream().anyMatch(each -> isFlow(each, seen))
                        || (file.superName != null && isFlow(file.superName, seen)));
    }

    /** Returns a class of this library, or any other one that may be a flow. */
    private @Nullable ClassNode find(String name) {
        String internal = name.replace('.', '$');
        ClassNode known = files.get(internal);
        if (known != null || internal.startsWith("java/") || internal.startsWith("kotlin/")) {
            return known;
        }
        try (InputStream input = KotlinJar.class.getResourceAsStream("/" + internal + ".class")) {
            return input == null ? null : node(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
