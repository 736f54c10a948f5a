package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.Member;
import suspension.facade.processor.model.Parameter;
import suspension.facade.processor.rules.FacadeParameter.Wrapped;
import suspension.facade.processor.rules.JavaType.Array;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Wildcard;

/** Turns one function of Kotlin's into a method. */
final class MethodPlanner {

    private final Types javac;
    private final TypeMapper types;
    private final Constants constants;
    private final Factories factories;
    private final NoteReader notes;

    MethodPlanner(Types javac, TypeMapper types, Constants constants, Factories factories, NoteReader notes) {
        this.javac = javac;
        this.types = types;
        this.constants = constants;
        this.factories = factories;
        this.notes = notes;
    }

    FacadeMethod method(Inherited inherited) {
        Member member = inherited.member();
        Shapes shapes = new Shapes(types.declaring(member.typeParameters()), constants);
        List<FacadeParameter> parameters = parameters(inherited, shapes);
        Shape result = shapes.result(member.result());
        factories.mention(member.result());
        ExecutableElement element = elementOf(member);
        Variant full = new Variant(JavaNames.method(member), parameters, null, false);
        return new FacadeMethod(
                inherited,
                element,
                !JavaNames.isHidden(full) && isDirect(member, element, parameters, result),
                shapes.types().declaration(member.typeParameters()),
                parameters,
                result,
                thrown(member),
                notes.of(inherited, deprecation(member, element)),
                full,
                List.of());
    }

    private List<FacadeParameter> parameters(Inherited inherited, Shapes shapes) {
        Member member = inherited.member();
        List<Parameter> defaults = inherited.defaults().parameters();
        List<FacadeParameter> parameters = new ArrayList<>();
        List<Parameter> all = member.all();
        Set<String> names = new java.util.HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            int place = i - member.leading().size();
            Parameter each = all.get(i);
            if (place >= 0 && defaults.get(place).hasDefault() && !each.hasDefault()) {
                each = new Parameter(each.name(), each.type(), each.element(), true, each.isObject());
            }
            boolean isLast = i == all.size() - 1;
            int position = place + member.traits().contexts();
            parameters.add(parameter(JavaNames.parameter(each.name(), names), each, shapes, position, isLast));
        }
        return parameters;
    }

    private FacadeParameter parameter(String name, Parameter parameter, Shapes shapes, int position, boolean isLast) {
        factories.mention(parameter.type());
        KotlinType element = parameter.element();
        if (element == null) {
            Shape shape = shapes.parameter(parameter.type());
            return new FacadeParameter(name, parameter, shape, wrapped(parameter.type(), shape), false, position);
        }
        Shape plain = shapes.parameter(parameter.type());
        Shape array = element.isFunction() ? functions(shapes.parameter(element), plain) : plain;
        return new FacadeParameter(name, parameter, array, null, isLast, position);
    }

    /** An array of functions, each of which is converted. Kotlin has no varargs of value classes. */
    private static Shape functions(Shape element, Shape plain) {
        return element.isSame()
                ? plain
                : new Shape(
                        new Array(element.java(), false),
                        new Array(element.kotlin(), false),
                        x -> made(x, element.java(), element.kotlin(), element.toKotlin()),
                        x -> made(x, element.kotlin(), element.java(), element.toJava()),
                        null);
    }

    /** The lambda's parameter has a type because javac crashes where it must infer that from a raw array. */
    private static String made(String array, JavaType from, JavaType to, UnaryOperator<String> each) {
        return Shapes.runtime("Varargs") + ".of(" + array + ", " + to.erased() + "[]::new, (" + from.source()
                + " each) -> " + each.apply("each") + ")";
    }

    private @Nullable Wrapped wrapped(KotlinType type, Shape shape) {
        Facade.Factory factory = factories.of(type);
        if (factory == null || (type.isNullable() && factories.wrapsNull(type))) {
            return null;
        }
        JavaType java = factories.wrappedType(type);
        JavaType made = shape.java().nullable(false);
        if (!type.isNullable() || java instanceof JavaType.Primitive) {
            return new Wrapped(java, x -> factory.make(x, made));
        }
        return new Wrapped(java.nullable(true), x -> x + " == null ? null : " + factory.make(x, made));
    }

    // What javac sees

    private @Nullable ExecutableElement elementOf(Member member) {
        return ElementFilter.methodsIn(member.owner().element().getEnclosedElements()).stream()
                .filter(each -> each.getSimpleName().contentEquals(member.jvmName()))
                .filter(each -> JavaTypes.descriptor(each, types.classes().elements(), javac)
                        .equals(member.descriptor()))
                .findFirst()
                .orElse(null);
    }

    /** Whether javac can call it with what the facade has, which the types of the parameters must bear out. */
    private boolean isDirect(
            Member member, @Nullable ExecutableElement element, List<FacadeParameter> parameters, Shape result) {
        if (member.kind() == Member.Kind.FIELD) {
            return true;
        }
        if (element == null
                || !SourceVersion.isName(member.jvmName())
                || !element.getModifiers().contains(Modifier.PUBLIC)
                || element.getModifiers().contains(Modifier.STATIC)
                        != member.traits().isStatic()
                || isAmbiguous(member)) {
            return false;
        }
        List<String> expected = new ArrayList<>();
        parameters.forEach(each -> expected.add(each.kotlinType().plain()));
        if (member.isSuspend()) {
            JavaType value = member.result().isUnit()
                    ? JavaType.of("kotlin.Unit")
                    : Shape.boxedType(result.isVoid() ? JavaType.of("java.lang.Void") : result.kotlin());
            expected.add(JavaType.of("kotlin.coroutines.Continuation", new Wildcard("super", value))
                    .plain());
        } else if (!matches(result, element.getReturnType())) {
            return false;
        }
        List<String> actual = new ArrayList<>();
        element.getParameters()
                .forEach(each -> actual.add(JavaTypes.of(each.asType()).plain()));
        return expected.equals(actual);
    }

    /** Whether another method differs in its result only, which no source of Java can tell apart. */
    private boolean isAmbiguous(Member member) {
        String parameters = member.descriptor().substring(0, member.descriptor().indexOf(')') + 1);
        return ElementFilter.methodsIn(member.owner().element().getEnclosedElements()).stream()
                        .filter(each -> each.getSimpleName().contentEquals(member.jvmName()))
                        .filter(each -> JavaTypes.descriptor(
                                        each, types.classes().elements(), javac)
                                .startsWith(parameters))
                        .count()
                > 1;
    }

    private static boolean matches(Shape result, TypeMirror type) {
        JavaType actual = JavaTypes.of(type);
        return result.isVoid()
                ? actual.equals(JavaType.VOID) || actual.plain().equals("java.lang.Void")
                : actual.plain().equals(result.kotlin().plain());
    }

    private List<JavaType> thrown(Member member) {
        return member.traits().thrown().stream()
                .map(each -> types.classes()
                        .elements()
                        .getTypeElement(each.replace('/', '.').replace('$', '.')))
                .filter(Objects::nonNull)
                .<JavaType>map(JavaTypes::nameOf)
                .toList();
    }

    private @Nullable String deprecation(Member member, @Nullable ExecutableElement element) {
        String level = member.traits().deprecation();
        if ("ERROR".equals(level)) {
            return "@Deprecated(forRemoval = true)";
        }
        boolean isDeprecated =
                level != null || (element != null && types.classes().elements().isDeprecated(element));
        return isDeprecated ? "@Deprecated" : null;
    }

    static Declared nameOf(KotlinClass type) {
        return JavaTypes.nameOf(type.element());
    }
}
