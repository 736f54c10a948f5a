package suspension.facade.processor.rules;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import suspension.facade.processor.model.KotlinType;

/**
 * Methods between which javac could not choose: {@code it -> ...} fits each interface whose method has one parameter,
 * and so both a function's own lambda and the object for its defaults.
 */
final class Ambiguities {

    private final Elements elements;

    /** Where methods take lambdas with one parameter: name, number of parameters, place. */
    private final Set<String> lambdas = new HashSet<>();

    Ambiguities(Elements elements) {
        this.elements = elements;
    }

    /** Takes note of the lambdas in all forms of a function. */
    void add(FacadeMethod method) {
        add(method.full());
        Overloads.of(method, "").stream().filter(each -> each.options() == null).forEach(this::add);
    }

    private void add(Variant variant) {
        for (int i = 0; i < variant.given().size(); i++) {
            if (takesOne(variant.given().get(i).kotlin().type())) {
                lambdas.add(variant.name() + "/" + variant.given().size() + "/" + i);
            }
        }
    }

    boolean isAmbiguous(Variant variant) {
        String place = variant.name() + "/" + (variant.given().size() + 1) + "/" + variant.optionsAt();
        return variant.options() != null && lambdas.contains(place);
    }

    private boolean takesOne(KotlinType type) {
        if (type.isFunction()) {
            return type.arguments().size() - (type.isSuspend() ? 2 : 1) == 1;
        }
        TypeElement element =
                type.isVariable() ? null : elements.getTypeElement(type.name().replace('/', '.'));
        if (element == null || !element.getKind().isInterface()) {
            return false;
        }
        return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
                .filter(each -> each.getModifiers().contains(Modifier.ABSTRACT))
                .map(ExecutableElement::getParameters)
                .anyMatch(parameters -> parameters.size() == 1);
    }
}
