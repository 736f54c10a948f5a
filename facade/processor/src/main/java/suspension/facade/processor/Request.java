package suspension.facade.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
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

    /** The words that only classes cannot have as their names. */
    private static final Set<String> NO_TYPES = Set.of("permits", "record", "sealed", "var", "yield");

    static boolean isOne(TypeElement annotation) {
        return annotation.getQualifiedName().contentEquals(ANNOTATION)
                || annotation.getQualifiedName().contentEquals(CONTAINER);
    }

    /** Takes what is wrong with an annotation. */
    interface Problems {
        void report(Element place, AnnotationMirror annotation, String message);
    }

    /** Returns what the annotations at a place ask for, without those that ask for what cannot be. */
    static List<Request> of(Element place, Elements elements, Problems problems) {
        List<Request> requests = new ArrayList<>();
        for (AnnotationMirror each : place.getAnnotationMirrors()) {
            String name = each.getAnnotationType().toString();
            if (name.equals(ANNOTATION)) {
                add(requests, place, each, elements, problems);
            } else if (name.equals(CONTAINER)) {
                for (Object inner : (List<?>) Objects.requireNonNull(value(each, "value", elements))) {
                    AnnotationMirror mirror = (AnnotationMirror) ((AnnotationValue) inner).getValue();
                    add(requests, place, mirror, elements, problems);
                }
            }
        }
        return requests;
    }

    private static void add(
            List<Request> requests, Element place, AnnotationMirror annotation, Elements elements, Problems problems) {
        Object value = value(annotation, "value", elements);
        if (!(value instanceof TypeMirror type) || type.getKind() == TypeKind.ERROR) {
            return; // javac reports a class that it does not find
        }
        String name = String.valueOf(value(annotation, "name", elements));
        String problem = type instanceof DeclaredType ? problemOf(type, name) : problemOf(type);
        if (problem != null) {
            problems.report(place, annotation, problem);
        } else {
            String packageName = elements.getPackageOf(place).getQualifiedName().toString();
            TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
            requests.add(new Request(place, annotation, packageName, element, name));
        }
    }

    private static String problemOf(TypeMirror type) {
        return innermost(type) instanceof DeclaredType element
                ? type + " is an array, which no facade can be for; ask for the facade of " + element
                : type + " is no class of Kotlin's, so it has no facade; name a class, an interface or a file's class";
    }

    private static TypeMirror innermost(TypeMirror type) {
        return type instanceof ArrayType array ? innermost(array.getComponentType()) : type;
    }

    private static @Nullable String problemOf(TypeMirror type, String name) {
        boolean isOne = name.isEmpty()
                || (SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name) && !NO_TYPES.contains(name));
        return isOne
                ? null
                : "The facade of " + type + " cannot be called \"" + name
                        + "\", because that is no name of a Java class; it"
                        + " stands in the annotation's package, so give it a simple name, such as JavaUsers";
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
