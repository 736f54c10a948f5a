package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.util.ElementFilter;
import kotlin.metadata.Attributes;
import kotlin.metadata.KmFunction;
import kotlin.metadata.KmProperty;
import kotlin.metadata.KmPropertyAccessorAttributes;
import kotlin.metadata.KmType;
import kotlin.metadata.KmValueParameter;
import kotlin.metadata.Modality;
import kotlin.metadata.Visibility;
import kotlin.metadata.jvm.JvmAttributes;
import kotlin.metadata.jvm.JvmExtensionsKt;
import kotlin.metadata.jvm.JvmFieldSignature;
import kotlin.metadata.jvm.JvmMethodSignature;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Member.Kind;
import suspension.facade.processor.model.Member.Traits;

/** Turns the metadata's functions and properties into members. */
final class MemberReader {

    private final KotlinClass owner;
    private final TypeReader outer;
    private final ClassFiles files;

    MemberReader(KotlinClass owner, TypeReader outer, ClassFiles files) {
        this.owner = owner;
        this.files = files;
        this.outer = outer;
    }

    Member function(KmFunction function) {
        TypeReader types = new TypeReader(outer, function.getTypeParameters());
        JvmMethodSignature signature = JvmExtensionsKt.getSignature(function);
        ClassFile.Method method = methodOf(signature);
        return new Member(
                owner,
                Kind.FUNCTION,
                function.getName(),
                signature == null ? function.getName() : signature.getName(),
                signature == null ? "" : signature.getDescriptor(),
                types.parameters(function.getTypeParameters()),
                leading(types, function.getContextParameters(), function.getReceiverParameterType()),
                function.getValueParameters().stream()
                        .map(each -> parameter(types, each))
                        .toList(),
                types.type(function.getReturnType()),
                new Traits(
                        Attributes.isSuspend(function),
                        Attributes.getModality(function) == Modality.ABSTRACT,
                        Attributes.isInline(function),
                        isStatic(),
                        hidden(Attributes.getVisibility(function)),
                        method.deprecation(),
                        method.annotations(),
                        method.thrown(),
                        function.getContextParameters().size(),
                        types.type(function.getReturnType()).isVariable()));
    }

    private ClassFile.Method methodOf(@Nullable JvmMethodSignature signature) {
        return signature == null
                ? ClassFile.Method.UNKNOWN
                : files.method(owner.element(), signature.getName(), signature.getDescriptor());
    }

    /** A property's annotations stand on a method of their own, an interface's mostly in a class beside it. */
    private ClassFile.Method annotationsOf(KmProperty property) {
        JvmMethodSignature signature = JvmExtensionsKt.getSyntheticMethodForAnnotations(property);
        ClassFile.Method found = methodOf(signature);
        if (signature == null || !found.annotations().isEmpty()) {
            return found;
        }
        return ElementFilter.typesIn(owner.element().getEnclosedElements()).stream()
                .filter(each -> each.getSimpleName().contentEquals("DefaultImpls"))
                .map(each -> files.method(each, signature.getName(), signature.getDescriptor()))
                .findFirst()
                .orElse(found);
    }

    private boolean isStatic() {
        return owner.kind() == KotlinClass.Kind.FILE;
    }

    private static List<Parameter> leading(
            TypeReader types, List<KmValueParameter> contexts, @Nullable KmType receiver) {
        List<Parameter> leading = new ArrayList<>();
        for (KmValueParameter each : contexts) {
            String name = each.getName().startsWith("<") || each.getName().equals("_")
                    ? "context" + leading.size()
                    : each.getName();
            leading.add(new Parameter(name, types.type(each.getType()), null, false));
        }
        if (receiver != null) {
            leading.add(new Parameter("receiver", types.type(receiver), null, false));
        }
        return leading;
    }

    static Parameter parameter(TypeReader types, KmValueParameter parameter) {
        KmType element = parameter.getVarargElementType();
        return new Parameter(
                parameter.getName(),
                types.type(parameter.getType()),
                element == null ? null : types.type(element),
                Attributes.getDeclaresDefaultValue(parameter));
    }

    List<Member> property(KmProperty property) {
        TypeReader types = new TypeReader(outer, property.getTypeParameters());
        List<Member> accessors = new ArrayList<>();
        JvmMethodSignature getter = JvmExtensionsKt.getGetterSignature(property);
        JvmFieldSignature field = JvmExtensionsKt.getFieldSignature(property);
        if (getter != null) {
            accessors.add(accessor(types, property, property.getGetter(), Kind.GETTER, getter));
        } else if (field != null) {
            accessors.add(field(types, property, field, Attributes.getVisibility(property), true));
        }
        JvmMethodSignature setter = JvmExtensionsKt.getSetterSignature(property);
        if (setter != null && property.getSetter() != null) {
            accessors.add(accessor(types, property, property.getSetter(), Kind.SETTER, setter));
        } else if (getter == null && field != null && property.getSetter() != null) {
            accessors.add(field(types, property, field, Attributes.getVisibility(property.getSetter()), false));
        }
        return accessors;
    }

    private Member accessor(
            TypeReader types,
            KmProperty property,
            KmPropertyAccessorAttributes accessor,
            Kind kind,
            JvmMethodSignature signature) {
        KotlinType type = types.type(property.getReturnType());
        boolean isGetter = kind == Kind.GETTER;
        return new Member(
                owner,
                kind,
                property.getName(),
                signature.getName(),
                signature.getDescriptor(),
                types.parameters(property.getTypeParameters()),
                leading(types, property.getContextParameters(), property.getReceiverParameterType()),
                isGetter ? List.of() : List.of(new Parameter("value", type, null, false)),
                isGetter ? type : KotlinType.ofClass("kotlin/Unit"),
                new Traits(
                        false,
                        Attributes.getModality(accessor) == Modality.ABSTRACT,
                        Attributes.isInline(accessor),
                        isStatic(),
                        hidden(Attributes.getVisibility(accessor)),
                        annotationsOf(property).deprecation(),
                        annotations(annotationsOf(property), methodOf(signature)),
                        methodOf(signature).thrown(),
                        property.getContextParameters().size(),
                        isGetter && type.isVariable()));
    }

    private static List<String> annotations(ClassFile.Method property, ClassFile.Method accessor) {
        return Stream.of(property, accessor)
                .flatMap(each -> each.annotations().stream())
                .distinct()
                .toList();
    }

    /** Reads or writes a constant, a {@code @JvmField} or a private property without accessors. */
    private Member field(
            TypeReader types, KmProperty property, JvmFieldSignature field, Visibility visibility, boolean isRead) {
        KotlinType type = types.type(property.getReturnType());
        return new Member(
                owner,
                Kind.FIELD,
                property.getName(),
                field.getName(),
                field.getDescriptor(),
                List.of(),
                List.of(),
                isRead ? List.of() : List.of(new Parameter("value", type, null, false)),
                isRead ? type : KotlinType.ofClass("kotlin/Unit"),
                new Traits(
                        false,
                        false,
                        false,
                        isStatic() || JvmAttributes.isMovedFromInterfaceCompanion(property),
                        hidden(visibility),
                        annotationsOf(property).deprecation(),
                        annotationsOf(property).annotations(),
                        List.of(),
                        0,
                        isRead && type.isVariable()));
    }

    private static @Nullable String hidden(Visibility visibility) {
        return visibility == Visibility.PUBLIC
                ? null
                : visibility.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
