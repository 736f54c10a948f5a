package suspension.bridge.context;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of context variables, by variable. The map never changes, so copying it is copying a reference. */
public final class Variables {

    public static final Variables NONE = new Variables(Map.of());

    /** What {@link #get} returns for a variable without a value, because null is a value. */
    public static final Object UNSET = new Object();

    /** Never modified once it is here. */
    private final Map<Object, @Nullable Object> values;

    private Variables(Map<Object, @Nullable Object> values) {
        this.values = values;
    }

    public @Nullable Object get(Object variable) {
        return values.getOrDefault(variable, UNSET);
    }

    /** Returns these values with another value of one variable; {@link #UNSET} removes the variable. */
    public Variables with(Object variable, @Nullable Object value) {
        Map<Object, @Nullable Object> changed = new HashMap<>(values);
        if (value == UNSET) {
            changed.remove(variable);
        } else {
            changed.put(variable, value);
        }
        return new Variables(changed);
    }
}
