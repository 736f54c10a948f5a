package suspension.facade.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kotlin.metadata.jvm.JvmMetadataUtil;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Kotlin's annotations in class files. */
final class Metadata {

    private Metadata() {}

    /** Returns what Kotlin's compiler says of a class, or null if another compiler made it. */
    static @Nullable KotlinClassMetadata of(ClassNode file) {
        AnnotationNode found = find(file.visibleAnnotations, "Lkotlin/Metadata;");
        if (found == null) {
            return null;
        }
        Map<String, Object> values = valuesOf(found);
        return KotlinClassMetadata.readLenient(JvmMetadataUtil.Metadata(
                (Integer) values.getOrDefault("k", 1),
                numbers(values.get("mv")),
                strings(values.get("d1")),
                strings(values.get("d2")),
                (String) values.getOrDefault("xs", ""),
                (String) values.getOrDefault("pn", ""),
                (Integer) values.getOrDefault("xi", 0)));
    }

    /** Whether a function is deprecated so far that Kotlin cannot call it either. */
    static boolean isHidden(MethodNode method) {
        AnnotationNode found = find(method.visibleAnnotations, "Lkotlin/Deprecated;");
        return found != null && valuesOf(found).get("level") instanceof String[] level && level[1].equals("HIDDEN");
    }

    private static @Nullable AnnotationNode find(@Nullable List<AnnotationNode> annotations, String descriptor) {
        return annotations == null
                ? null
                : annotations.stream()
                        .filter(each -> each.desc.equals(descriptor))
                        .findFirst()
                        .orElse(null);
    }

    private static Map<String, Object> valuesOf(AnnotationNode annotation) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; annotation.values != null && i < annotation.values.size(); i += 2) {
            values.put((String) annotation.values.get(i), annotation.values.get(i + 1));
        }
        return values;
    }

    private static int[] numbers(@Nullable Object values) {
        return values instanceof List<?> list
                ? list.stream().mapToInt(Integer.class::cast).toArray()
                : values == null ? new int[0] : (int[]) values;
    }

    private static String[] strings(@Nullable Object values) {
        return values instanceof List<?> list
                ? list.stream().map(String.class::cast).toArray(String[]::new)
                : new String[0];
    }
}
