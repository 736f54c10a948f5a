package suspension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several failures at once. A {@link TaskGroup} throws it, even for a single failure. The first member is the cause, so
 * that frameworks which map causes find it. The others are suppressed exceptions, so a stack trace shows each member
 * once. The message names the members. Groups may contain groups.
 *
 * <p>Mirrors Python's {@code ExceptionGroup}; {@link #find} and {@link #split} are its {@code except*}.
 */
public final class ExceptionGroup extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** So many members are named in the message; a group of thousands must not fill the log. */
    private static final int MAX_NAMED = 10;

    /** What failed, without the members. */
    private final String what;

    /** An array, because a list need not be serializable. */
    private final Throwable[] exceptions;

    /**
     * Creates a group.
     *
     * @param message what failed; the number of members is added to it, and the members
     * @param exceptions the members, at least one
     * @throws IllegalArgumentException if there is no member
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(message + describe(exceptions), exceptions.isEmpty() ? null : exceptions.get(0));
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("An ExceptionGroup needs at least one exception");
        }
        this.what = message;
        this.exceptions = exceptions.toArray(new Throwable[0]);
        exceptions.stream().skip(1).forEach(this::addSuppressed);
    }

    private static String describe(List<? extends Throwable> exceptions) {
        int count = exceptions.size();
        StringBuilder text =
                new StringBuilder(" (").append(count).append(count == 1 ? " exception): " : " exceptions): ");
        for (int i = 0; i < Math.min(count, MAX_NAMED); i++) {
            text.append(i == 0 ? "" : "; ").append(nameOf(exceptions.get(i)));
        }
        return (count <= MAX_NAMED
                        ? text
                        : text.append("; and ").append(count - MAX_NAMED).append(" more"))
                .toString();
    }

    /** A member is the user's code, and what it does in {@code toString} must not replace the failures. */
    private static String nameOf(Throwable exception) {
        try {
            return exception.toString();
        } catch (Throwable e) {
            return exception.getClass().getName();
        }
    }

    /**
     * Returns the members, in the order in which they failed.
     *
     * @return a list that cannot be changed
     */
    public List<Throwable> exceptions() {
        return List.of(exceptions);
    }

    /**
     * Returns the first failure of a type, in this group or in a group within it.
     *
     * @param <X> the type
     * @param type the type to look for
     * @return the failure, or empty
     */
    public <X extends Throwable> Optional<X> find(Class<X> type) {
        for (Throwable exception : exceptions) {
            if (type.isInstance(exception)) {
                return Optional.of(type.cast(exception));
            }
            if (exception instanceof ExceptionGroup group) {
                Optional<X> found = group.find(type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Splits the group into the failures that match and those that do not. Both parts keep the groups that the failures
     * are in.
     *
     * @param matches which failures match; it is not asked about groups
     * @return both parts
     */
    public Split split(Predicate<? super Throwable> matches) {
        List<Throwable> matching = new ArrayList<>();
        List<Throwable> rest = new ArrayList<>();
        for (Throwable exception : exceptions) {
            if (exception instanceof ExceptionGroup group) {
                Split parts = group.split(matches);
                parts.matching().ifPresent(matching::add);
                parts.rest().ifPresent(rest::add);
            } else {
                (matches.test(exception) ? matching : rest).add(exception);
            }
        }
        return new Split(derive(matching), derive(rest));
    }

    private @Nullable ExceptionGroup derive(List<Throwable> members) {
        if (members.isEmpty()) {
            return null;
        }
        ExceptionGroup group = new ExceptionGroup(what, members);
        group.setStackTrace(getStackTrace());
        return group;
    }

    /** The two parts of a group. */
    public static final class Split {

        private final @Nullable ExceptionGroup matching;
        private final @Nullable ExceptionGroup rest;

        private Split(@Nullable ExceptionGroup matching, @Nullable ExceptionGroup rest) {
            this.matching = matching;
            this.rest = rest;
        }

        /**
         * Returns the failures that match.
         *
         * @return a group, or empty if none does
         */
        public Optional<ExceptionGroup> matching() {
            return Optional.ofNullable(matching);
        }

        /**
         * Returns the failures that do not match.
         *
         * @return a group, or empty if all do
         */
        public Optional<ExceptionGroup> rest() {
            return Optional.ofNullable(rest);
        }
    }
}
