package suspension;

import org.jspecify.annotations.Nullable;

/**
 * What makes one value of the values that {@link Async#gather(Awaitable, Awaitable, OfTwo) gather} has gathered; a lambda
 * or a constructor. It runs in the calling body, so it may suspend, and what it throws is thrown as it is.
 */
public final class Combiner {

    private Combiner() {}

    /**
     * Combines two values.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <R> the type of the result
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface OfTwo<
            A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object, X extends Exception> {

        /**
         * Combines the values.
         *
         * @param first the first value
         * @param second the second value
         * @return the result
         * @throws X as the implementation says
         */
        R combine(A first, B second) throws X;
    }

    /**
     * Combines three values.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <R> the type of the result
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface OfThree<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            R extends @Nullable Object,
            X extends Exception> {

        /**
         * Combines the values.
         *
         * @param first the first value
         * @param second the second value
         * @param third the third value
         * @return the result
         * @throws X as the implementation says
         */
        R combine(A first, B second, C third) throws X;
    }

    /**
     * Combines four values.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <R> the type of the result
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface OfFour<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            R extends @Nullable Object,
            X extends Exception> {

        /**
         * Combines the values.
         *
         * @param first the first value
         * @param second the second value
         * @param third the third value
         * @param fourth the fourth value
         * @return the result
         * @throws X as the implementation says
         */
        R combine(A first, B second, C third, D fourth) throws X;
    }

    /**
     * Combines five values.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <R> the type of the result
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface OfFive<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object,
            R extends @Nullable Object,
            X extends Exception> {

        /**
         * Combines the values.
         *
         * @param first the first value
         * @param second the second value
         * @param third the third value
         * @param fourth the fourth value
         * @param fifth the fifth value
         * @return the result
         * @throws X as the implementation says
         */
        R combine(A first, B second, C third, D fourth, E fifth) throws X;
    }
}
