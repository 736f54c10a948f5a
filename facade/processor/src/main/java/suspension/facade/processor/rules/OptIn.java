package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * An annotation of which Kotlin wants each caller to opt in. javac does not ask, so a facade can only tell.
 *
 * @param marker the annotation's class
 * @param message why, or nothing
 * @param isCarried whether it can stand in Java
 */
public record OptIn(JavaType marker, String message, boolean isCarried) {

    private static final String META = "kotlin.RequiresOptIn";

    /**
     * Returns those among annotations.
     *
     * @param annotations the annotations' classes, as {@code shop/Experimental}
     * @param place what they would stand on in Java, a constant of {@link java.lang.annotation.ElementType}
     */
    static List<OptIn> of(List<String> annotations, String place, Elements elements) {
        List<OptIn> found = new ArrayList<>();
        for (String each : annotations) {
            TypeElement marker = elements.getTypeElement(each.replace('/', '.').replace('$', '.'));
            AnnotationMirror meta = marker == null ? null : mirror(marker, META);
            if (marker != null && meta != null) {
                Object message = value(meta, "message");
                String text = message == null ? "" : message.toString();
                found.add(new OptIn(JavaTypes.nameOf(marker), text, canStand(marker, place)));
            }
        }
        return found;
    }

    OptIn notCarried() {
        return new OptIn(marker, message, false);
    }

    private static @Nullable AnnotationMirror mirror(Element on, String annotation) {
        return on.getAnnotationMirrors().stream()
                .filter(each -> each.getAnnotationType().toString().equals(annotation))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object value(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(each -> each.getKey().getSimpleName().contentEquals(name))
                .map(each -> each.getValue().getValue())
                .findFirst()
                .orElse(null);
    }

    private static boolean canStand(TypeElement marker, String place) {
        for (Element each = marker; each instanceof TypeElement; each = each.getEnclosingElement()) {
            if (!each.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        AnnotationMirror target = mirror(marker, "java.lang.annotation.Target");
        boolean isAllowed = target == null || places(target).contains(place);
        return isAllowed
                && ElementFilter.methodsIn(marker.getEnclosedElements()).stream()
                        .map(ExecutableElement::getDefaultValue)
                        .noneMatch(each -> each == null);
    }

    private static List<String> places(AnnotationMirror target) {
        List<String> places = new ArrayList<>();
        if (value(target, "value") instanceof List<?> values) {
            for (Object each : values) {
                places.add(String.valueOf(((AnnotationValue) each).getValue()));
            }
        }
        return places;
    }
}
