package suspension.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.JvmInline;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;
import org.mockito.exceptions.misusing.InvalidUseOfMatchersException;
import org.mockito.exceptions.misusing.MissingMethodInvocationException;
import org.mockito.exceptions.misusing.UnfinishedStubbingException;
import org.mockito.invocation.Invocation;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;
import org.mockito.verification.VerificationMode;
import suspension.Outcome;
import suspension.SuspendCall;
import suspension.bridge.task.Failures;
import suspension.interop.Suspend;

/**
 * A call of a mock's suspend function that a test makes to name it. Mockito learns of the call three times at most: first
 * as an ordinary call, which tells the mock and the function and then counts no more, and then as what is stubbed or
 * verified.
 */
final class MockedCall {

    /** What such a call passes as its continuation, so that it is known from others. Nothing resumes it. */
    private static final class Probe implements Continuation<Object> {

        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {}
    }

    /** What a mock's function does for its caller. */
    @FunctionalInterface
    interface Reply {
        @Nullable
        Object to(Continuation<? super Object> caller) throws Throwable;
    }

    private final SuspendCall<?> call;
    private final Object mock;
    private final Method function;

    private MockedCall(SuspendCall<?> call, Object mock, Method function) {
        this.call = call;
        this.mock = mock;
        this.function = function;
    }

    /**
     * Makes the call, to learn what is called.
     *
     * @param operation the caller, for messages
     * @throws IllegalArgumentException if it is no suspend function of a mock
     */
    static MockedCall of(String operation, SuspendCall<?> call) {
        Mockito.validateMockitoUsage();
        forgetLastCall();
        Probe probe = new Probe();
        Throwable thrown = make(call, probe);
        Object mock = mockOfLastCall();
        if (mock == null) {
            throw refusal(
                    operation
                            + "(c -> ...) has called no mock. The lambda must call a suspend function of an object that"
                            + " Mockito.mock(...) has made, and not of the real one",
                    thrown);
        }
        for (Invocation invocation : Mockito.mockingDetails(mock).getInvocations()) {
            if (continuationOf(invocation) == probe) {
                invocation.ignoreForVerification(); // by verifyNoMoreInteractions
                return new MockedCall(call, mock, invocation.getMethod());
            }
        }
        throw refusal(
                operation
                        + "(c -> ...) has called a mock, but has not given it the continuation. The lambda must call one"
                        + " suspend function, and pass its parameter c on as the last argument",
                thrown);
    }

    private static IllegalArgumentException refusal(String message, @Nullable Throwable cause) {
        return new IllegalArgumentException(message, cause);
    }

    /** Makes the call. Returns what a former stub of the same call has thrown, or null. */
    @SuppressWarnings("unchecked") // the function resumes no probe
    private static @Nullable Throwable make(SuspendCall<?> call, Probe probe) {
        try {
            ((SuspendCall<Object>) call).invoke(probe);
            return null;
        } catch (InvalidUseOfMatchersException e) {
            throw refusal(
                    "Mockito does not count the continuation of a suspend function as an argument, so leave a matcher for it"
                            + " out: c -> api.find(anyLong(), c). " + e.getMessage(),
                    e);
        } catch (Throwable e) {
            return e;
        }
    }

    /** Makes Mockito forget which call of a mock came last. */
    private static void forgetLastCall() {
        mockOfLastCall();
    }

    /** Returns the mock whose call came last on this thread, or null. */
    private static @Nullable Object mockOfLastCall() {
        Object mock;
        try {
            mock = Mockito.<@Nullable Object>when(null).getMock();
        } catch (MissingMethodInvocationException e) {
            return null;
        }
        try {
            Mockito.validateMockitoUsage();
        } catch (UnfinishedStubbingException e) {
            // the stubbing that was begun just now
        }
        return mock;
    }

    /** Returns the continuation of a suspend function's call, or null. Mockito keeps it apart from the arguments. */
    static @Nullable Continuation<? super Object> continuationOf(InvocationOnMock invocation) {
        Object[] arguments = ((Invocation) invocation).getRawArguments();
        @SuppressWarnings("unchecked") // takes whatever the mock gives
        Continuation<? super Object> last =
                arguments.length > 0 && arguments[arguments.length - 1] instanceof Continuation<?> continuation
                        ? (Continuation<? super Object>) continuation
                        : null;
        return last;
    }

    /** Stubs the call. A probe gets nothing, for it only asks. */
    @SuppressWarnings("NullAway") // a function may give null
    void answer(Reply reply) {
        Answer<@Nullable Object> answer = invocation -> {
            Continuation<? super Object> caller = Objects.requireNonNull(continuationOf(invocation));
            return caller instanceof Probe ? null : reply.to(caller);
        };
        Object stubbed = Mockito.doAnswer(answer).when(mock);
        makeOn(stubbed);
    }

    void verify(VerificationMode mode) {
        Object verified = Mockito.verify(mock, withoutProbes(mode));
        Throwable failure = makeOn(verified);
        if (failure != null) {
            throw Failures.<RuntimeException>throwAs(failure); // Mockito's, that the call was not made
        }
    }

    /** Makes the call on the mock, which Mockito has prepared for it. */
    private @Nullable Throwable makeOn(Object prepared) {
        Objects.requireNonNull(prepared);
        return make(call, new Probe());
    }

    /**
     * Returns the mode as it is for the calls of the code under test alone. Mockito shows a mode the calls in a type that
     * its module does not export, so that type is known here by reflection.
     */
    private VerificationMode withoutProbes(VerificationMode mode) {
        return proxy(VerificationMode.class, (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            Object shown = arguments == null ? null : arguments[0];
            return invoke(
                    method,
                    mode,
                    proxy(
                            method.getParameterTypes()[0],
                            (calls, question, none) -> question.getName().equals("getAllInvocations")
                                    ? callsOfOthers()
                                    : invoke(question, shown)));
        });
    }

    private List<Invocation> callsOfOthers() {
        return Mockito.mockingDetails(mock).getInvocations().stream()
                .filter(each -> !(continuationOf(each) instanceof Probe))
                .toList();
    }

    private static <P> P proxy(Class<P> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target, Object... arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "verifyCalled needs what Mockito's module does not export; run the tests on the class path, or with"
                            + " --add-exports org.mockito/org.mockito.internal.verification.api=suspension.testing",
                    e);
        }
    }

    // What the function gives

    /** Whether the function is one of {@code Unit}. */
    boolean isUnit() {
        return resultType() == Unit.class;
    }

    /** @throws IllegalArgumentException if the function has a result */
    void ensureUnit() {
        Class<?> type = resultType();
        if (type != null && type != Unit.class) {
            throw refusal(name() + " returns " + type.getTypeName() + ", so it needs a value: returns(value)", null);
        }
    }

    /**
     * Returns the value as Kotlin's caller takes it.
     *
     * @throws IllegalArgumentException if the function cannot give it
     */
    @Nullable
    Object given(@Nullable Object value) {
        Class<?> type = resultType();
        if (type == Unit.class && value == null) {
            return Unit.INSTANCE;
        }
        if (type == null || value == null || type.isInstance(value)) {
            return value;
        }
        if (type == kotlin.Result.class && value instanceof Outcome<?> outcome) {
            return Suspend.result(outcome);
        }
        Object boxed = type == kotlin.Result.class ? null : boxed(type, value);
        if (boxed != null) {
            return boxed;
        }
        throw refusal(
                name() + " returns " + type.getTypeName() + ", but it was told to give " + value + ", which is of "
                        + value.getClass().getTypeName() + remedy(type),
                null);
    }

    private static String remedy(Class<?> type) {
        if (type == kotlin.Result.class) {
            return ". Give it an Outcome, or make a Result with Suspend.result(...)";
        }
        return type.isAnnotationPresent(JvmInline.class)
                ? ". Give it an object of that value class, or what it wraps"
                : "";
    }

    /** Wraps a value into a value class; returns null if that takes no such value. */
    private static @Nullable Object boxed(Class<?> type, Object value) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("box-impl")) { // compiled Kotlin calls it, for any value class
                try {
                    return method.invoke(null, value);
                } catch (IllegalArgumentException | IllegalAccessException | InvocationTargetException e) {
                    return null;
                }
            }
        }
        return null;
    }

    static boolean isOfValueClass(@Nullable Object value) {
        return value != null && value.getClass().isAnnotationPresent(JvmInline.class);
    }

    private String name() {
        return function.getDeclaringClass().getSimpleName() + "." + function.getName();
    }

    /** Returns the type of the function's result as its signature has it; null if that says nothing, as a type variable. */
    private @Nullable Class<?> resultType() {
        Type[] parameters = function.getGenericParameterTypes();
        if (parameters[parameters.length - 1] instanceof ParameterizedType continuation) {
            Type result = continuation.getActualTypeArguments()[0];
            Type type = result instanceof WildcardType wildcard && wildcard.getLowerBounds().length > 0
                    ? wildcard.getLowerBounds()[0]
                    : result;
            Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
            return raw instanceof Class<?> known ? known : null;
        }
        return null;
    }
}
