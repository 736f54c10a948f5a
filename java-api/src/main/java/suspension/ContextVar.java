package suspension;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ThreadBinding;
import suspension.bridge.context.VariableScope;
import suspension.bridge.context.Variables;

/**
 * A value that follows a task wherever its code goes, such as the id of the request that the task serves. Keep a
 * variable in a static final field.
 *
 * <p>A task copies its creator's values when it is created; what either sets later stays its own. A body shares its
 * values with the code that it calls, Java or a Kotlin suspend function, on whichever thread that code runs.
 * {@link Async#toThread} and callbacks have a copy of the values at the time of the call. A thread that belongs to no
 * loop has values of its own.
 *
 * <p>The main body of {@link Async#run} or {@link EventLoop#run} is a task too, so it copies the values of the calling
 * thread. The next run on the same loop does not see values that an earlier run has set. asyncio's {@code Runner}
 * differs: it keeps one context for all of its runs.
 *
 * <p>Nothing here suspends or blocks. Mirrors {@code contextvars.ContextVar}.
 *
 * <pre>{@code
 * static final ContextVar<String> REQUEST = ContextVar.named("request");
 *
 * REQUEST.where("r-1", () -> gather(() -> prices(), () -> stock())); // both see r-1
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T extends @Nullable Object> {

    private final String name;

    /** {@link Variables#UNSET} if there is none. */
    private final @Nullable Object initial;

    private ContextVar(String name, @Nullable Object initial) {
        this.name = Objects.requireNonNull(name, "name");
        this.initial = initial;
    }

    /**
     * Creates a variable that has no value until it is set.
     *
     * @param <T> the type of the value
     * @param name for messages; need not be unique
     * @return a new variable
     */
    public static <T extends @Nullable Object> ContextVar<T> named(String name) {
        return new ContextVar<>(name, Variables.UNSET);
    }

    /**
     * Creates a variable that has a default value wherever it is not set.
     *
     * @param <T> the type of the value
     * @param name for messages; need not be unique
     * @param value the value
     * @return a new variable
     */
    public static <T extends @Nullable Object> ContextVar<T> withDefault(String name, T value) {
        return new ContextVar<>(name, value);
    }

    /**
     * Returns the name.
     *
     * @return the name that the variable was given
     */
    public String name() {
        return name;
    }

    /**
     * Returns the value that the calling code sees.
     *
     * @return the value that was set, or the default
     * @throws NoSuchElementException if there is neither
     */
    public T get() {
        Object value = lookUp();
        if (value == Variables.UNSET) {
            throw new NoSuchElementException("ContextVar '" + name + "' has no value here: set it, give it a default"
                    + " with ContextVar.withDefault, or ask with orElse");
        }
        return cast(value);
    }

    /**
     * Returns the value that the calling code sees, or another if there is none.
     *
     * @param other what to return if the variable is not set and has no default
     * @return the value
     */
    public T orElse(T other) {
        Object value = lookUp();
        return value == Variables.UNSET ? other : cast(value);
    }

    private @Nullable Object lookUp() {
        VariableScope scope = VariableScope.current();
        Object value = scope == null ? Variables.UNSET : scope.variables().get(this);
        return value == Variables.UNSET ? initial : value;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only a T was ever set
    private T cast(@Nullable Object value) {
        return (T) value;
    }

    /**
     * Sets the value for the calling task from here on, and for the tasks that it creates.
     *
     * @param value the value
     * @return a token with which {@link #reset} undoes the set
     * @throws IllegalStateException in Kotlin code on a loop that no body has called; such code has no values of its
     *     own
     */
    public Token set(T value) {
        VariableScope scope = VariableScope.currentOrNew();
        if (scope == null) {
            throw new IllegalStateException("ContextVar '" + name + "' cannot be set in a Kotlin coroutine that no body"
                    + " or task of a loop has called; use an element of its CoroutineContext");
        }
        Variables before = scope.variables();
        scope.setVariables(before.with(this, value));
        return new Token(this, scope, before.get(this));
    }

    /**
     * Restores the value that the variable had before a {@link #set}.
     *
     * @param token what that set returned
     * @throws IllegalStateException if the token has been used, or belongs to another task
     * @throws IllegalArgumentException if it belongs to another variable
     */
    public void reset(Token token) {
        token.use(this);
        token.scope.setVariables(token.scope.variables().with(this, token.previous));
    }

    /** A token that undoes one {@link ContextVar#set}, once, in the same task. */
    public static final class Token {

        private final ContextVar<?> variable;
        private final VariableScope scope;
        private final @Nullable Object previous;
        private boolean used;

        private Token(ContextVar<?> variable, VariableScope scope, @Nullable Object previous) {
            this.variable = variable;
            this.scope = scope;
            this.previous = previous;
        }

        private void use(ContextVar<?> user) {
            if (user != variable) {
                throw new IllegalArgumentException("This token comes from a set of ContextVar '" + variable.name
                        + "' and cannot reset '" + user.name + "'");
            }
            if (scope != VariableScope.current()) {
                throw new IllegalStateException("This token of ContextVar '" + variable.name
                        + "' comes from another task: reset it where it was set, or use where(value, body)");
            }
            if (used) {
                throw new IllegalStateException(
                        "This token of ContextVar '" + variable.name + "' has been used, and resets only once");
            }
            used = true;
        }
    }

    /**
     * Runs a body that sees the value, as part of the calling code. Afterwards the variable has the value that it had
     * before. Suspends if the body does.
     *
     * @param <R> the type of the result
     * @param <X> the checked exception that the body throws
     * @param value the value
     * @param body what to run
     * @return its result
     * @throws X what the body throws, as it is
     * @throws IllegalStateException in Kotlin code on a loop that no body has called
     */
    public <R extends @Nullable Object, X extends Exception> R where(T value, Awaitable<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        Token token = set(value);
        try {
            return body.await();
        } finally {
            reset(token);
        }
    }

    /**
     * Like {@link #where(Object, Awaitable)}, for a body without a result.
     *
     * @param <X> the checked exception that the body throws
     * @param value the value
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public <X extends Exception> void where(T value, Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        where(value, Tasks.withoutValue(body));
    }

    /**
     * Returns a context element that copies the value to a place that belongs to the thread, such as a
     * {@code ThreadLocal} or a logger's MDC, around each slice of the code that sees the value. A set in a body takes
     * effect there at once. After the slice the place gets back what it held before. For
     * {@link EventLoop.Builder#context}:
     *
     * <pre>{@code
     * EventLoop.builder().context(REQUEST.asContextElement(() -> MDC.get("request"), id -> MDC.put("request", id)))
     * }</pre>
     *
     * <p>Callbacks do not install the element. Mirrors kotlinx's {@code ThreadLocal.asContextElement}.
     *
     * @param place reads the place
     * @param install writes the place. Where the variable is not set, it gets the default, or null if there is none.
     *     After the slice it gets what {@code place} gave
     * @return an element with a key of its own
     */
    @SuppressWarnings("unchecked") // the place holds what was installed
    public CoroutineContext.Element asContextElement(
            Supplier<? extends @Nullable T> place, Consumer<? super @Nullable T> install) {
        Objects.requireNonNull(place, "place");
        Object unset = initial == Variables.UNSET ? null : initial;
        return new ThreadBinding(
                this, unset, place, (Consumer<@Nullable Object>) Objects.requireNonNull(install, "install"));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "ContextVar[" + name + "]";
    }
}
