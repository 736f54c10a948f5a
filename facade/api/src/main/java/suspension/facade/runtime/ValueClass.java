package suspension.facade.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value class of Kotlin's, whose objects javac can neither make nor open. A record, because the JIT trusts a record's
 * fields to be constant.
 *
 * @param <V> the value class
 * @param type the same
 * @param make makes the bare value from what the class wraps, with the class's own checks
 * @param box makes the object around a bare value
 * @param unbox takes the bare value out of the object
 */
public record ValueClass<V>(Class<V> type, MethodHandle make, MethodHandle box, MethodHandle unbox) {

    private static final MethodType GENERIC = MethodType.genericMethodType(1);

    /**
     * Describes a class of Kotlin's own library. Kotlin's compiler does not find {@code Lookup}, a nested class, in the
     * signatures of Java sources when it runs on JDK 25 for an older one.
     */
    static <V> ValueClass<V> ofLibrary(Class<? super V> type) {
        return of(MethodHandles.lookup(), type);
    }

    /**
     * Finds the members of a value class.
     *
     * @param <V> the value class
     * @param lookup of the facade
     * @param type the value class
     * @return its members
     */
    public static <V> ValueClass<V> of(Lookup lookup, Class<? super V> type) {
        Class<V> exact = exact(type);
        MethodHandle make =
                KotlinFunctions.only(lookup, exact, "constructor-impl").asType(GENERIC);
        MethodHandle box = KotlinFunctions.only(lookup, exact, "box-impl").asType(GENERIC);
        MethodHandle unbox = KotlinFunctions.only(lookup, exact, "unbox-impl").asType(GENERIC);
        return new ValueClass<>(exact, make, box, unbox);
    }

    @SuppressWarnings("unchecked") // the class literal of a generic value class
    private static <V> Class<V> exact(Class<? super V> type) {
        return (Class<V>) type;
    }

    /** Whether the class is a value class. */
    static boolean is(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("unbox-impl"));
    }

    /**
     * Makes an object from what the class wraps, as its constructor does.
     *
     * @param wrapped what the class wraps; bare, if that is of a value class itself
     * @return the object
     */
    public V make(@Nullable Object wrapped) {
        try {
            return type.cast((Object) box.invokeExact((Object) make.invokeExact(wrapped)));
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    /**
     * As {@link #make}, for a generic value class, whose type arguments the caller tells.
     *
     * @param <W> the value class with its type arguments
     * @param wrapped what the class wraps
     * @return the object
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <W> W makeAs(@Nullable Object wrapped) {
        return (W) make(wrapped);
    }

    /**
     * Returns the object, whichever way it comes: a suspend function gives it bare or not, depending on whether it has
     * suspended.
     *
     * @param value the object, or the bare value
     * @return the object
     */
    public V box(@Nullable Object value) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        try {
            return type.cast((Object) box.invokeExact(value));
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    /**
     * As {@link #box}, where null stands for no object.
     *
     * @param value the object, the bare value, or null
     * @return the object, or null
     */
    public @Nullable V boxOrNull(@Nullable Object value) {
        return value == null ? null : box(value);
    }

    /**
     * As {@link #boxOrNull}, for a generic value class, whose type arguments the function's signature tells.
     *
     * @param <W> the value class with its type arguments
     * @param value the object, the bare value, or null
     * @param isNullable whether null stands for no object
     * @return the object, or null
     */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    public <W extends @Nullable Object> W boxAs(@Nullable Object value, boolean isNullable) {
        return (W) (isNullable ? boxOrNull(value) : box(value));
    }

    /**
     * Returns the bare value.
     *
     * @param value the object
     * @return what the JVM sees where Kotlin names the class
     */
    public @Nullable Object unbox(V value) {
        try {
            return (Object) unbox.invokeExact((Object) value);
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    /**
     * As {@link #unbox}, where null stands for no object.
     *
     * @param value the object, or null
     * @return the bare value, or null
     */
    public @Nullable Object unboxOrNull(@Nullable V value) {
        return value == null ? null : unbox(value);
    }
}
