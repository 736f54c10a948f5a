package suspension.facade.runtime;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Arrays for Kotlin's varargs, whose elements take another form in Java. */
public final class Varargs {

    private Varargs() {}

    /**
     * Makes an array.
     *
     * @param <S> the type of the given elements
     * @param <T> the type of the elements
     * @param given what was passed
     * @param array makes the empty array
     * @param element makes each element
     * @return the array
     */
    public static <S, T> T[] of(S[] given, IntFunction<T[]> array, Function<S, ? extends T> element) {
        return Arrays.stream(given).map(element).toArray(array);
    }
}
