package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import kotlin.metadata.jvm.JvmMetadataUtil;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the annotation that Kotlin's compiler puts on each class. */
final class MetadataReader {

    private final Elements elements;

    MetadataReader(Elements elements) {
        this.elements = elements;
    }

    /** Returns what the annotation says, or null if there is none. */
    @Nullable
    KotlinClassMetadata read(TypeElement type) throws UnreadableException {
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            TypeElement annotation = (TypeElement) mirror.getAnnotationType().asElement();
            if (annotation.getQualifiedName().contentEquals("kotlin.Metadata")) {
                return parsed(type, elements.getElementValuesWithDefaults(mirror));
            }
        }
        return null;
    }

    /** Reads leniently: a newer Kotlin may say more than this knows, which does not matter. */
    private static KotlinClassMetadata parsed(
            TypeElement type, Map<? extends ExecutableElement, ? extends AnnotationValue> values)
            throws UnreadableException {
        Values read = new Values(values);
        try {
            return KotlinClassMetadata.readLenient(JvmMetadataUtil.Metadata(
                    read.number("k"),
                    read.numbers("mv"),
                    read.strings("d1"),
                    read.strings("d2"),
                    read.string("xs"),
                    read.string("pn"),
                    read.number("xi")));
        } catch (RuntimeException e) {
            throw new UnreadableException("The Kotlin metadata of " + type.getQualifiedName() + " cannot be read ("
                    + e.getMessage() + "). Its Kotlin may be much newer than this processor: take a newer one");
        }
    }

    /** The annotation's members by name. */
    private record Values(Map<? extends ExecutableElement, ? extends AnnotationValue> values) {

        /** Returns null for a default, which javac does not know where Kotlin's library is missing. */
        @Nullable
        Object value(String name) {
            return values.entrySet().stream()
                    .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
                    .map(entry -> entry.getValue().getValue())
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        Integer number(String name) {
            return (Integer) value(name);
        }

        @Nullable
        String string(String name) {
            return (String) value(name);
        }

        int[] numbers(String name) {
            return list(name).stream().mapToInt(Integer.class::cast).toArray();
        }

        String[] strings(String name) {
            return list(name).stream().map(String.class::cast).toArray(String[]::new);
        }

        private List<Object> list(String name) {
            List<Object> list = new ArrayList<>();
            if (value(name) instanceof List<?> values) {
                values.forEach(each -> list.add(((AnnotationValue) each).getValue()));
            }
            return list;
        }
    }
}
