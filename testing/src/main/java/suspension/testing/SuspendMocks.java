package suspension.testing;

import static org.mockito.Mockito.times;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mockito.verification.VerificationMode;
import suspension.Action;
import suspension.Async;
import suspension.Awaitable;
import suspension.SuspendCall;
import suspension.interop.Suspend;

/**
 * Mockito's mocks of Kotlin interfaces with suspend functions. Mockito must be on the class path; nothing else in this
 * package needs it.
 *
 * <pre>{@code
 * Users users = mock(Users.class);
 * stub(c -> users.find(1, c)).returns(asha);
 * stub(c -> users.find(eq(2L), c)).after(ofSeconds(5), ben);
 * stub(c -> users.load(anyString(), c)).fails(new IOException("no disk"));
 *
 * service.greet(1);
 * verifyCalled(c -> users.find(1, c));
 * }</pre>
 *
 * <p>Mockito does not count a suspend function's continuation as an argument. So a call with matchers has one for each
 * other argument, and none for {@code c}.
 *
 * <p>The lambda must make one call, on a mock. It is called for its arguments only, and that call counts nowhere. A spy
 * would run its real function with it, so spies are stubbed by Mockito's {@code doReturn}. Like Mockito's own, these
 * methods are for the thread of the test, and neither suspend nor block. Error Prone does not know them, and its check
 * {@code DirectInvocationOnMock} complains about the calls in their lambdas: switch it off.
 */
public final class SuspendMocks {

    private SuspendMocks() {}

    /**
     * Begins to say what a call gives. The call is stubbed once a method of the returned object says so; a later stub of
     * the same call replaces it.
     *
     * @param <T> the function's result
     * @param call calls the function of the mock, with values or matchers
     * @return what is left to say
     * @throws IllegalArgumentException if the lambda calls no suspend function of a mock
     */
    public static <T extends @Nullable Object> Stub<T> stub(SuspendCall<T> call) {
        return new Stub<>(MockedCall.of("stub", Objects.requireNonNull(call, "call")));
    }

    /**
     * Checks that the call was made once.
     *
     * @param call calls the function of the mock, with values or matchers
     * @throws AssertionError Mockito's, if the call was made never, or more than once
     * @throws IllegalArgumentException if the lambda calls no suspend function of a mock
     */
    public static void verifyCalled(SuspendCall<?> call) {
        verifyCalled(call, times(1));
    }

    /**
     * Checks how often the call was made.
     *
     * @param call calls the function of the mock, with values or matchers
     * @param mode how often, as for Mockito's {@code verify}: {@code never()}, {@code times(2)}
     * @throws AssertionError Mockito's, if the call was made more or less often
     * @throws IllegalArgumentException if the lambda calls no suspend function of a mock
     */
    public static void verifyCalled(SuspendCall<?> call, VerificationMode mode) {
        Objects.requireNonNull(mode, "mode");
        MockedCall.of("verifyCalled", Objects.requireNonNull(call, "call")).verify(mode);
    }

    /**
     * A call that is being stubbed. One of the methods here ends that.
     *
     * @param <T> the function's result
     */
    public static final class Stub<T extends @Nullable Object> {

        private final MockedCall call;

        private Stub(MockedCall call) {
            this.call = call;
        }

        /**
         * The call returns the value at once, without suspending.
         *
         * @param value the value; null for a function of {@code Unit}. For a function of a value class that is an object of
         *     that class, or what it wraps; for one of Kotlin's {@code Result} that is {@link Suspend#result}
         * @throws IllegalArgumentException if the function cannot return it
         */
        public void returns(T value) {
            Object given = call.given(value);
            // Kotlin's caller takes an object of a value class only when it is resumed.
            call.answer(MockedCall.isOfValueClass(given) ? suspending(() -> given) : caller -> given);
        }

        /** The call of a function of {@code Unit} returns at once, without suspending. */
        public void returns() {
            call.ensureUnit();
            call.answer(caller -> call.given(null));
        }

        /**
         * The call throws at once.
         *
         * @param exception what it throws, checked or not: Kotlin knows no checked exceptions
         */
        public void fails(Throwable exception) {
            Objects.requireNonNull(exception, "exception");
            call.answer(caller -> {
                throw exception;
            });
        }

        /**
         * The call suspends, and returns the value when the time has passed: virtual time under {@link VirtualTime}, {@link
         * AsyncTest} and Kotlin's {@code runTest}. Cancelling the caller ends the call.
         *
         * @param delay how long
         * @param value the value, as for {@link #returns(Object)}
         * @throws IllegalArgumentException if the function cannot return it
         */
        public void after(Duration delay, T value) {
            Objects.requireNonNull(delay, "delay");
            Object given = call.given(value);
            call.answer(suspending(() -> {
                Async.sleep(delay);
                return given;
            }));
        }

        /**
         * The call runs the body, which may suspend, and gives its value or throws what it throws. It runs anew for each
         * call, as the code of {@link Suspend#implement(kotlin.coroutines.Continuation, Awaitable)} does.
         *
         * @param body the code
         */
        public void runs(Awaitable<? extends T, ?> body) {
            Objects.requireNonNull(body, "body");
            call.answer(suspending(() -> {
                T value = body.await();
                return call.given(call.isUnit() ? null : value); // javac may take an expression for a value
            }));
        }

        /**
         * As {@link #runs(Awaitable)}, for a function of {@code Unit}.
         *
         * @param body the code
         */
        public void runs(Action<?> body) {
            Objects.requireNonNull(body, "body");
            call.ensureUnit();
            call.answer(suspending(() -> {
                body.run();
                return call.given(null);
            }));
        }

        /** The call suspends and never returns. Cancelling the caller ends the call. */
        public void never() {
            call.answer(caller -> Suspend.implement(caller, new CompletableFuture<Object>()));
        }

        @SuppressWarnings("NullAway") // a function may give null
        private static MockedCall.Reply suspending(Code code) {
            Awaitable<Object, Exception> body = code::run;
            return caller -> Suspend.implement(caller, body);
        }

        /** Code that may suspend, and gives what a function of Kotlin's does. */
        @FunctionalInterface
        private interface Code {
            @Nullable
            Object run() throws Exception;
        }
    }
}
