package suspension.facade.processor.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.kdoc.Kdoc;

/**
 * What the authors of a function say of it beside its types.
 *
 * @param deprecation null, or the annotation
 * @param optIns what its callers should have opted in to
 * @param kdoc its comment
 */
public record Notes(@Nullable String deprecation, List<OptIn> optIns, Kdoc kdoc) {}
