package suspension.facade.processor.model;

import java.util.List;
import suspension.facade.processor.model.KotlinType.Variance;

/**
 * A type parameter.
 *
 * @param name its name
 * @param bounds its upper bounds; empty for {@code Any?}
 * @param variance where it may vary
 * @param isReified whether only inlining gives it a class
 */
public record TypeParameter(String name, List<KotlinType> bounds, Variance variance, boolean isReified) {}
