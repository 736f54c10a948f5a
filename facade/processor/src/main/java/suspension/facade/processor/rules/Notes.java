package suspension.facade.processor.rules;

import org.jspecify.annotations.Nullable;
import suspension.facade.processor.kdoc.Kdoc;

/**
 * What the authors of a function say of it beside its types.
 *
 * @param deprecation null, or the annotation
 * @param kdoc its comment
 */
public record Notes(@Nullable String deprecation, Kdoc kdoc) {}
