package suspension.facade.processor.rules;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import suspension.facade.processor.rules.JavaType.Array;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Primitive;
import suspension.facade.processor.rules.JavaType.Variable;
import suspension.facade.processor.rules.JavaType.Wildcard;

/** What javac says of types and methods. */
final class JavaTypes {

    private JavaTypes() {}

    static Declared nameOf(TypeElement type) {
        StringBuilder names = new StringBuilder(type.getSimpleName());
        for (Element each = type.getEnclosingElement(); each != null; each = each.getEnclosingElement()) {
            if (each instanceof PackageElement outermost) {
                String packageName = outermost.getQualifiedName().toString();
                return new Declared(packageName, names.toString(), List.of(), false);
            }
            names.insert(0, each.getSimpleName() + ".");
        }
        throw new IllegalArgumentException(type + " is in no package");
    }

    static JavaType of(TypeMirror type) {
        if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
            return new Primitive(type.getKind().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (type instanceof ArrayType array) {
            return new Array(of(array.getComponentType()), false);
        }
        if (type instanceof TypeVariable variable) {
            String name = variable.asElement().getSimpleName().toString();
            return new Variable(name, JavaType.OBJECT, false);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard);
        }
        if (type instanceof DeclaredType declared) {
            Declared name = nameOf((TypeElement) declared.asElement());
            List<JavaType> arguments =
                    declared.getTypeArguments().stream().map(JavaTypes::of).toList();
            return new Declared(name.packageName(), name.names(), arguments, false);
        }
        return JavaType.OBJECT;
    }

    private static JavaType of(WildcardType type) {
        if (type.getSuperBound() != null) {
            return new Wildcard("super", of(type.getSuperBound()));
        }
        return type.getExtendsBound() != null ? new Wildcard("extends", of(type.getExtendsBound())) : Wildcard.ANY;
    }

    /** Returns the descriptor that a method has in its class file. */
    static String descriptor(ExecutableElement method, Elements elements, Types types) {
        StringBuilder descriptor = new StringBuilder("(");
        for (VariableElement each : method.getParameters()) {
            descriptor.append(descriptor(each.asType(), elements, types));
        }
        return descriptor
                .append(')')
                .append(descriptor(method.getReturnType(), elements, types))
                .toString();
    }

    private static String descriptor(TypeMirror type, Elements elements, Types types) {
        return switch (type.getKind()) {
            case BOOLEAN -> "Z";
            case BYTE -> "B";
            case CHAR -> "C";
            case SHORT -> "S";
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case VOID -> "V";
            case ARRAY -> "[" + descriptor(((ArrayType) type).getComponentType(), elements, types);
            default -> ofClass(types.erasure(type), elements);
        };
    }

    private static String ofClass(TypeMirror type, Elements elements) {
        if (!(type instanceof DeclaredType declared)) {
            return "Ljava/lang/Object;";
        }
        TypeElement element = (TypeElement) declared.asElement();
        return "L" + elements.getBinaryName(element).toString().replace('.', '/') + ";";
    }
}
