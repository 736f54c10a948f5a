package suspension.bridge.task;

/** A supplier that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingSupplier<T, X extends Exception> {
    T get() throws X;
}
