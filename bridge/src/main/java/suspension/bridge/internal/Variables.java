package suspension.bridge.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of context variables, by variable: a map that never changes, so that copying it is copying a reference. */
public final class Variables {

    public static final Variables NONE = new Variables(Map.of());

    /** What {@link #get} returns for a variable without a value, for null is one. */
    public static final Object UNSET = new Object();

    private static volatile boolean inUse;

    /** Unmodified once it is here. */
    private final Map<Object, @Nullable Object> values;

    private Variables(Map<Object, @Nullable Object> values) {
        this.values = values;
    }

    /** There is a variable. Called before anybody can have set one, so whoever never does pays nothing for them. */
    public static void use() {
        inUse = true;
    }

    static boolean inUse() {
        return inUse;
    }

    public @Nullable Object get(Object variable) {
        return values.getOrDefault(variable, UNSET);
    }

    /** These with another value of one variable; {@link #UNSET} for none. */
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
