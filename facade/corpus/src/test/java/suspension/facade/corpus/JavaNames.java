package suspension.facade.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/** How Java source names the classes of class files. */
final class JavaNames {

    private final Map<String, String> known = new HashMap<>();

    /** Returns a type as Java source has it, or null if Java cannot write it. */
    @Nullable
    String of(Type type) {
        if (type.getSort() == Type.ARRAY) {
            String element = of(type.getElementType());
            return element == null ? null : element + "[]".repeat(type.getDimensions());
        }
        if (type.getSort() != Type.OBJECT) {
            return type.getClassName();
        }
        String name = known.computeIfAbsent(type.getInternalName(), this::canonical);
        return SourceVersion.isName(name) ? name : null;
    }

    private String canonical(String internal) {
        try (InputStream input = JavaNames.class.getResourceAsStream("/" + internal + ".class")) {
            if (input == null) {
                return internal.replace('/', '.');
            }
            ClassNode node = new ClassNode();
            new ClassReader(input)
                    .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            for (InnerClassNode each : node.innerClasses) {
                if (each.name.equals(internal)) {
                    return each.outerName == null ? "-" : canonical(each.outerName) + "." + each.innerName;
                }
            }
            return internal.replace('/', '.');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
