package suspension.facade.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the functions that javac cannot name, or cannot call with the values that Java has. A handle takes and gives
 * objects of value classes where the function takes and gives bare values.
 *
 * <p>A function that is missing breaks nothing until it is called.
 */
public final class KotlinFunctions {

    private KotlinFunctions() {}

    /**
     * Finds a function.
     *
     * @param lookup of the facade
     * @param owner the class that has it
     * @param name its name in the class file
     * @param descriptor its descriptor there, without the owner's object
     * @param type what the facade passes and gets, with the owner's object first unless the function is static
     * @return the function; or, if it is missing, what throws a {@link MissingFunctionError}
     */
    public static MethodHandle find(Lookup lookup, Class<?> owner, String name, String descriptor, MethodType type) {
        try {
            MethodType actual = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
            return adapted(lookup, function(lookup, owner, name, actual), type);
        } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
            return missing(lookup, owner, name, type, e);
        }
    }

    /** Says that the last argument tells which arguments are left out, instead of a constant. */
    public static final long AS_GIVEN = -1;

    /**
     * Finds the static function that fills in defaults: in the class itself, or beside an interface in its
     * {@code DefaultImpls}.
     *
     * @param lookup of the facade
     * @param owner the class that declares the function
     * @param name its name in the class file
     * @param descriptor its descriptor there
     * @param type what the facade passes and gets; what is left out is not there
     * @param first the place of the first argument that could have a default
     * @param count how many of these there are
     * @param omitted a bit for each of them that is left out, or {@link #AS_GIVEN}
     * @return the function; or, if it is missing, what throws a {@link MissingFunctionError}
     */
    public static MethodHandle findDefault(
            Lookup lookup,
            Class<?> owner,
            String name,
            String descriptor,
            MethodType type,
            int first,
            int count,
            long omitted) {
        try {
            MethodType actual = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
            Method method = defaultsOrNull(owner, name, actual);
            if (method == null && owner.isInterface()) {
                method = defaultsOrNull(defaultImpls(owner), name, actual);
            }
            MethodHandle function = method == null ? lookup.findStatic(owner, name, actual) : lookup.unreflect(method);
            MethodHandle filled = filled(function, first, count, omitted);
            return adapted(lookup, filled, type, omitted == AS_GIVEN);
        } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
            return missing(lookup, owner, name.replace("$default", ""), type, e);
        }
    }

    /** Puts in what callers do not pass: zeros for what is left out, the bits that tell so, and a null at the end. */
    private static MethodHandle filled(MethodHandle function, int first, int count, long omitted) {
        int last = function.type().parameterCount() - 1;
        MethodHandle filled = MethodHandles.insertArguments(function, last, (Object) null);
        if (omitted == AS_GIVEN) {
            return filled;
        }
        int masks = (count + 31) / 32;
        for (int i = masks - 1; i >= 0; i--) {
            filled = MethodHandles.insertArguments(filled, last - masks + i, (int) (omitted >>> (32 * i)));
        }
        for (int i = count - 1; i >= 0; i--) {
            if ((omitted >>> i & 1) != 0) {
                filled = MethodHandles.insertArguments(
                        filled, first + i, zero(filled.type().parameterType(first + i)));
            }
        }
        return filled;
    }

    private static @Nullable Object zero(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }

    /**
     * Finds the body that Kotlin gives a function of an interface, for an object that does not override it.
     *
     * @param lookup of the facade
     * @param owner the interface
     * @param name the function's name in the class file
     * @param descriptor its descriptor there
     * @param type what the facade passes and gets, with the object first
     * @return the body; or, if it is missing, what throws a {@link MissingFunctionError}
     */
    public static MethodHandle findBody(
            Lookup lookup, Class<?> owner, String name, String descriptor, MethodType type) {
        try {
            MethodType actual = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
            Method method = declared(owner, name, actual);
            if (method.isDefault()) {
                return adapted(lookup, defaultBody(method), type);
            }
            Method body = declared(defaultImpls(owner), name, actual.insertParameterTypes(0, owner));
            return adapted(lookup, lookup.unreflect(body), type);
        } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
            return missing(lookup, owner, name, type, e);
        }
    }

    /** A call of an interface's default method on a proxy, past the proxy's handler. */
    private static MethodHandle defaultBody(Method method) throws ReflectiveOperationException {
        MethodHandle invoke = MethodHandles.lookup()
                .findStatic(
                        KotlinFunctions.class,
                        "invokeDefault",
                        MethodType.methodType(Object.class, Method.class, Object.class, Object[].class));
        return MethodHandles.insertArguments(invoke, 0, method)
                .asCollector(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .insertParameterTypes(0, method.getDeclaringClass()));
    }

    @SuppressWarnings("UnusedMethod") // called by its name
    private static @Nullable Object invokeDefault(Method method, Object proxy, Object[] arguments) throws Throwable {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }

    static Class<?> defaultImpls(Class<?> owner) throws ClassNotFoundException {
        return Class.forName(owner.getName() + "$DefaultImpls", false, owner.getClassLoader());
    }

    /** Also one that a class of several files inherits from the classes of these, which are not public. */
    private static MethodHandle function(Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        Method method = declaredOrNull(owner, name, type);
        return method == null ? lookup.findStatic(owner, name, type) : lookup.unreflect(method);
    }

    /**
     * Finds what fills in defaults. It takes an object where the function itself takes the bare value of a class that may
     * wrap null, as {@code kotlin.Result} does, because null stands for what is left out.
     */
    private static @Nullable Method defaultsOrNull(Class<?> owner, String name, MethodType type) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> takes(method.getParameterTypes(), type.parameterArray()))
                .findFirst()
                .orElse(null);
    }

    private static boolean takes(Class<?>[] taken, Class<?>[] bare) {
        return taken.length == bare.length
                && IntStream.range(0, bare.length)
                        .allMatch(i -> taken[i] == bare[i] || (!bare[i].isPrimitive() && isValueClass(taken[i])));
    }

    private static Method declared(Class<?> owner, String name, MethodType type) throws NoSuchMethodException {
        Method method = declaredOrNull(owner, name, type);
        if (method == null) {
            throw new NoSuchMethodException(owner.getName() + "." + name + type);
        }
        return method;
    }

    private static @Nullable Method declaredOrNull(Class<?> owner, String name, MethodType type) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> Arrays.equals(method.getParameterTypes(), type.parameterArray()))
                .filter(method -> method.getReturnType() == type.returnType())
                .findFirst()
                .orElse(null);
    }

    /** Finds the only method of that name; a private one too, as far as the lookup may. */
    static MethodHandle only(Lookup lookup, Class<?> owner, String name) {
        try {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && !java.lang.reflect.Modifier.isPrivate(method.getModifiers())) {
                    return lookup.unreflect(method);
                }
            }
            throw new NoSuchMethodException(owner.getName() + "." + name);
        } catch (ReflectiveOperationException e) {
            return missing(lookup, owner, name, MethodType.genericMethodType(1), e);
        }
    }

    private static MethodHandle adapted(Lookup lookup, MethodHandle function, MethodType type) {
        return adapted(lookup, function, type, false);
    }

    /** @param takesNull whether null is zero where the function takes a bare primitive: what is left out */
    private static MethodHandle adapted(Lookup lookup, MethodHandle function, MethodType type, boolean takesNull) {
        MethodHandle fixed = function.asFixedArity();
        MethodHandle[] filters = new MethodHandle[type.parameterCount()];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = opening(lookup, type.parameterType(i), fixed.type().parameterType(i), takesNull);
        }
        MethodHandle taking = MethodHandles.filterArguments(fixed, 0, filters);
        Class<?> wanted = type.returnType();
        if (wanted != taking.type().returnType() && isValueClass(wanted)) {
            MethodHandle box = only(lookup, wanted, "box-impl");
            taking = MethodHandles.filterReturnValue(
                    taking.asType(taking.type().changeReturnType(box.type().parameterType(0))), box);
        }
        return taking.asType(type);
    }

    /** Returns what takes the bare value out of an object, or null if the function takes what it is given. */
    private static @Nullable MethodHandle opening(Lookup lookup, Class<?> given, Class<?> taken, boolean takesNull) {
        if (given == taken || !isValueClass(given)) {
            return null;
        }
        MethodHandle unbox = only(lookup, given, "unbox-impl");
        MethodHandle bare = unbox.asType(MethodType.methodType(taken, given));
        if (taken.isPrimitive() && !takesNull) {
            return bare;
        }
        MethodHandle none = MethodHandles.dropArguments(MethodHandles.constant(taken, zero(taken)), 0, given);
        MethodHandle isNull = NULL_TEST.asType(MethodType.methodType(boolean.class, given));
        return MethodHandles.guardWithTest(isNull, none, bare);
    }

    private static boolean isValueClass(Class<?> type) {
        return !type.isPrimitive() && !type.isInterface() && !type.isArray() && ValueClass.is(type);
    }

    private static final MethodHandle NULL_TEST = nullTest();

    private static MethodHandle nullTest() {
        try {
            return MethodHandles.lookup()
                    .findStatic(java.util.Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static MethodHandle missing(Lookup lookup, Class<?> owner, String name, MethodType type, Throwable cause) {
        String facade = lookup.lookupClass().getNestHost().getName();
        String shown =
                facade.endsWith(Misuse.CALLS) ? facade.substring(0, facade.length() - Misuse.CALLS.length()) : facade;
        Thrower thrower = () -> new MissingFunctionError(shown, owner.getName() + "." + name, cause);
        MethodHandle error = THROW.bindTo(thrower);
        return MethodHandles.dropArguments(
                error.asType(MethodType.methodType(type.returnType())), 0, type.parameterList());
    }

    /** Makes the error when the function is called, so that its stack trace tells where. */
    private interface Thrower {
        MissingFunctionError error();
    }

    private static final MethodHandle THROW = thrower();

    private static MethodHandle thrower() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            KotlinFunctions.class, "throwMissing", MethodType.methodType(Object.class, Thrower.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @SuppressWarnings("UnusedMethod") // called by its name
    private static Object throwMissing(Thrower thrower) {
        throw thrower.error();
    }
}
