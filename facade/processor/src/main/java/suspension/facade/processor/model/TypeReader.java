package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kotlin.metadata.Attributes;
import kotlin.metadata.KmAnnotation;
import kotlin.metadata.KmClassifier;
import kotlin.metadata.KmType;
import kotlin.metadata.KmTypeParameter;
import kotlin.metadata.KmTypeProjection;
import kotlin.metadata.KmVariance;
import kotlin.metadata.jvm.JvmExtensionsKt;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinType.Projection;
import suspension.facade.processor.model.KotlinType.Variance;

/** Turns the metadata's types, which count type parameters, into types that name them. */
final class TypeReader {

    private final @Nullable TypeReader outer;
    private final Map<Integer, String> names = new HashMap<>();

    TypeReader(@Nullable TypeReader outer, List<KmTypeParameter> parameters) {
        this.outer = outer;
        parameters.forEach(each -> names.put(each.getId(), each.getName()));
    }

    List<TypeParameter> parameters(List<KmTypeParameter> parameters) {
        return parameters.stream()
                .map(each -> new TypeParameter(
                        each.getName(),
                        each.getUpperBounds().stream().map(this::type).toList(),
                        variance(each.getVariance()),
                        Attributes.isReified(each)))
                .toList();
    }

    KotlinType type(KmType type) {
        KmClassifier classifier = type.getClassifier();
        boolean isVariable = classifier instanceof KmClassifier.TypeParameter;
        return new KotlinType(
                nameOf(classifier),
                isVariable,
                arguments(type),
                Attributes.isNullable(type),
                Attributes.isDefinitelyNonNull(type),
                Attributes.isSuspend(type),
                JvmExtensionsKt.getAnnotations(type).stream()
                        .map(KmAnnotation::getClassName)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private String nameOf(KmClassifier classifier) {
        if (classifier instanceof KmClassifier.TypeParameter parameter) {
            return nameOf(parameter.getId());
        }
        if (classifier instanceof KmClassifier.TypeAlias alias) {
            return alias.getName();
        }
        return ((KmClassifier.Class) classifier).getName();
    }

    private String nameOf(int id) {
        String name = names.get(id);
        if (name != null) {
            return name;
        }
        return outer == null ? "T" + id : outer.nameOf(id);
    }

    private List<Projection> arguments(KmType type) {
        List<Projection> arguments = new ArrayList<>();
        for (KmTypeProjection each : type.getArguments()) {
            KmType argument = each.getType();
            arguments.add(
                    argument == null
                            ? new Projection(Variance.STAR, KotlinType.ANY)
                            : new Projection(variance(each.getVariance()), type(argument)));
        }
        if (type.getOuterType() != null) {
            arguments.addAll(arguments(type.getOuterType()));
        }
        return arguments;
    }

    private static Variance variance(@Nullable KmVariance variance) {
        if (variance == KmVariance.IN) {
            return Variance.IN;
        }
        return variance == KmVariance.OUT ? Variance.OUT : Variance.INVARIANT;
    }
}
