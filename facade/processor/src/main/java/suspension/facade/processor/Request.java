package suspension.facade.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * A facade that is asked for.
 *
 * @param place where the annotation stands
 * @param annotation the annotation
 * @param packageName the package of that place
 * @param type the class
 * @param name the name that the annotation gives; empty if none
 */
record Request(Element place, AnnotationMirror annotation, String packageName, TypeElement type, String name) {

    static final String ANNOTATION = "suspension.facade.SuspendFacade";
    static final String CONTAINER = "suspension.facade.SuspendFacades";

    static boolean isOne(TypeElement annotation) {
        return annotation.getQualifiedName().contentEquals(ANNOTATION)
                || annotation.getQualifiedName().contentEquals(CONTAINER);
    }

    /** Returns what the annotations at a place ask for. */
    static List<Request> of(Element place, Elements elements) {
        List<Request> requests = new ArrayList<>();
        for (AnnotationMirror each : place.getAnnotationMirrors()) {
            String name = each.getAnnotationType().toString();
            if (name.equals(ANNOTATION)) {
                add(requests, place, each, elements);
            } else if (name.equals(CONTAINER)) {
                for (Object inner : (List<?>) Objects.requireNonNull(value(each, "value", elements))) {
                    add(requests, place, (AnnotationMirror) ((AnnotationValue) inner).getValue(), elements);
                }
            }
        }
        return requests;
    }

    private static void add(List<Request> requests, Element place, AnnotationMirror annotation, Elements elements) {
        String packageName = elements.getPackageOf(place).getQualifiedName().toString();
        if (value(annotation, "value", elements) instanceof TypeMirror type && type instanceof DeclaredType declared) {
            TypeElement element = (TypeElement) declared.asElement();
            String name = String.valueOf(value(annotation, "name", elements));
            requests.add(new Request(place, annotation, packageName, element, name));
        } // javac reports a class that it does not find
    }

    private static @Nullable Object value(AnnotationMirror annotation, String name, Elements elements) {
        for (Map.Entry<?, ? extends AnnotationValue> each :
                elements.getElementValuesWithDefaults(annotation).entrySet()) {
            if (((Element) each.getKey()).getSimpleName().contentEquals(name)) {
                return each.getValue().getValue();
            }
        }
        return null;
    }

    /** Returns the facade's name: a file's gives way to a type's. */
    String facadeName(List<Request> all) {
        String usual = usualName();
        boolean isTaken = isShortened()
                && all.stream()
                        .filter(each -> each.packageName.equals(packageName) && !each.type.equals(type))
                        .anyMatch(each -> each.usualName().equals(usual));
        return isTaken ? "Java" + type.getSimpleName() : usual;
    }

    private boolean isShortened() {
        return name.isEmpty() && isFile(type);
    }

    private static boolean isFile(TypeElement type) {
        return type.getSimpleName().toString().endsWith("Kt") && !(type.getEnclosingElement() instanceof TypeElement);
    }

    private String usualName() {
        return name.isEmpty() ? usualName(type) : name;
    }

    /** Returns the name of a facade for which the annotation gives none. */
    static String usualName(TypeElement type) {
        String simple = type.getSimpleName().toString();
        if (isFile(type)) {
            return "Java" + simple.substring(0, simple.length() - 2);
        }
        StringBuilder names = new StringBuilder(simple);
        for (Element each = type.getEnclosingElement();
                each instanceof TypeElement;
                each = each.getEnclosingElement()) {
            names.insert(0, each.getSimpleName());
        }
        return "Java" + names;
    }
}
