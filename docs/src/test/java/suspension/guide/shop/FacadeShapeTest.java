package suspension.guide.shop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import suspension.guide.support.Shown;

/** What the page "The rules of facades" shows of a facade. */
class FacadeShapeTest {

    @Test
    void methodsOfAFacade() {
        String methods = Arrays.stream(JavaShop.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName).thenComparing(FacadeShapeTest::signature))
                .map(FacadeShapeTest::signature)
                .collect(Collectors.joining("\n"));
        Shown.as("facade-shop.txt", methods);
    }

    private static String signature(Method method) {
        String parameters = names(method.getGenericParameterTypes());
        String exceptions = names(method.getGenericExceptionTypes());
        return simple(method.getGenericReturnType().getTypeName()) + " " + method.getName() + "(" + parameters + ")"
                + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }

    private static String names(java.lang.reflect.Type[] types) {
        return Stream.of(types).map(type -> simple(type.getTypeName())).collect(Collectors.joining(", "));
    }

    private static String simple(String type) {
        return type.replaceAll("[a-z]+\\.", "").replace('$', '.');
    }
}
