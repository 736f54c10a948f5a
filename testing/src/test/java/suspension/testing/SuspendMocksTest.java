package suspension.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.testing.SuspendMocks.stub;
import static suspension.testing.SuspendMocks.verifyCalled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.Outcome;
import suspension.Task;

/** Mockito's mocks of Kotlin's suspend functions, called by Java bodies and by Kotlin. */
@SuppressWarnings({"unchecked", "DirectInvocationOnMock"
}) // mocks of generic interfaces; stubs that Error Prone does not know
class SuspendMocksTest {

    private final MockedApi<String> api = mock(MockedApi.class);
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void nothingIsLeftUnfinished() {
        Mockito.validateMockitoUsage();
    }

    // What a stub gives

    @AsyncTest
    void returnsTheValueAtOnce(VirtualClock clock) {
        stub(c -> api.find(1, c)).returns("Asha");
        stub(api::count).returns(3);
        String found = await(c -> api.find(1, c));
        assertThat(found).isEqualTo("Asha");
        int count = await(api::count);
        assertThat(count).isEqualTo(3);
        String other = await(c -> api.find(2, c));
        assertThat(other).isNull();
        assertThat(clock.elapsed()).isZero();
    }

    @AsyncTest
    void matchersLeaveTheContinuationOut() {
        stub(c -> api.find(anyLong(), c)).returns("anybody");
        stub(c -> api.load(anyString(), eq(true), c)).returns(List.of("strict"));
        String found = await(c -> api.find(7, c));
        assertThat(found).isEqualTo("anybody");
        List<String> strict = await(c -> api.load("a", true, c));
        assertThat(strict).containsExactly("strict");
        List<String> lenient = await(c -> api.load("a", false, c));
        assertThat(lenient).isNull();
    }

    @AsyncTest
    void failsWithCheckedExceptionsToo() {
        IOException failure = new IOException("no disk");
        stub(c -> api.load(anyString(), eq(true), c)).fails(failure);
        IllegalStateException unchecked = new IllegalStateException("closed");
        stub(c -> api.find(1, c)).fails(unchecked);
        assertThat(catchThrowable(() -> await(IOException.class, c -> api.load("a", true, c))))
                .isSameAs(failure);
        assertThat(catchThrowable(() -> await(c -> api.find(1, c)))).isSameAs(unchecked);
    }

    @AsyncTest
    void returnsAfterVirtualTime(VirtualClock clock) {
        stub(c -> api.find(1, c)).after(ofSeconds(5), "Asha");
        String found = await(c -> MockedApiCallers.describe(api, 1, c));
        assertThat(found).isEqualTo("user Asha");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(5));
        assertThatThrownBy(() -> timeout(ofSeconds(4), () -> Async.<String>await(c -> api.find(1, c))))
                .isInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(9));
    }

    @AsyncTest
    void runsABodyForEachCall(VirtualClock clock) {
        stub(c -> api.find(1, c)).runs(() -> {
            sleep(ofMillis(3));
            log.add("ran");
            return "call " + log.size();
        });
        stub(c -> api.delete(1, c)).runs(() -> log.add("deleted"));
        stub(c -> api.delete(2, c)).runs(() -> {
            sleep(ofMillis(1));
            throw new IllegalStateException("locked");
        });
        String first = await(c -> api.find(1, c));
        String second = await(c -> api.find(1, c));
        assertThat(List.of(first, second)).containsExactly("call 1", "call 2");
        assertThat(clock.elapsed()).isEqualTo(ofMillis(6));
        await(c -> api.delete(1, c));
        assertThat(log).containsExactly("ran", "ran", "deleted");
        assertThatThrownBy(() -> await(c -> api.delete(2, c))).hasMessage("locked");
    }

    @AsyncTest
    void neverReturnsButCanBeCancelled() {
        stub(c -> api.find(1, c)).never();
        Task<String> task = createTask(c -> MockedApiCallers.describe(api, 1, c));
        sleep(ofSeconds(100));
        assertThat(task.isDone()).isFalse();
        task.cancel();
        assertThat(catchThrowable(task::await)).isInstanceOf(CancellationException.class);
    }

    @AsyncTest
    void functionsOfUnitNeedNoValue() {
        stub(c -> api.delete(1, c)).returns();
        String unit = await(c -> MockedApiCallers.delete(api, c));
        assertThat(unit).isEqualTo("kotlin.Unit");
        stub(c -> api.delete(1, c)).after(ofSeconds(1), null);
        String later = await(c -> MockedApiCallers.delete(api, c));
        assertThat(later).isEqualTo("kotlin.Unit");
    }

    @AsyncTest
    void laterStubsReplaceEarlierOnes() {
        stub(c -> api.find(1, c)).fails(new IllegalStateException("first"));
        stub(c -> api.find(1, c)).runs(() -> String.valueOf(log.add("second ran")));
        stub(c -> api.find(1, c)).returns("third");
        assertThat(log).isEmpty();
        String found = await(c -> api.find(1, c));
        assertThat(found).isEqualTo("third");
    }

    @AsyncTest
    void stubsOfMockitosOwnMayBeReplaced() {
        Mockito.doThrow(new IllegalStateException("Mockito's")).when(api).find(1L, null);
        stub(c -> api.find(1, c)).returns("Asha");
        String found = await(c -> api.find(1, c));
        assertThat(found).isEqualTo("Asha");
    }

    // Value classes and Result

    @Test
    void valueClassesReachKotlinInTheFormThatItTakes() {
        Mailbox mailbox = mock(Mailbox.class);
        stub(c -> mailbox.first(c)).returns("a@b");
        String first = VirtualTime.run(c -> MockedApiCallers.first(mailbox, c));
        assertThat(first).isEqualTo("a@b");
        stub(c -> mailbox.first(c)).after(ofSeconds(1), "later@b");
        String later = VirtualTime.run(c -> MockedApiCallers.first(mailbox, c));
        assertThat(later).isEqualTo("later@b");
        MockedApi<Email> emails = mock(MockedApi.class);
        Object email = VirtualTime.run(c -> {
            stub(d -> mailbox.first(d)).returns("x@y");
            return mailbox.first(c);
        });
        stub(c -> emails.value(c)).returns(email);
        String generic = VirtualTime.run(c -> MockedApiCallers.email(emails, c));
        assertThat(generic).isEqualTo("x@y");
    }

    @Test
    void resultsAreGivenAsOutcomes() {
        Mailbox mailbox = mock(Mailbox.class);
        stub(c -> mailbox.tryFirst(c)).returns(new Outcome.Success<>("a@b"));
        String found = VirtualTime.run(c -> MockedApiCallers.tryFirst(mailbox, c));
        assertThat(found).isEqualTo("found a@b");
        stub(c -> mailbox.tryFirst(c)).runs(() -> new Outcome.Failure<>(new IllegalStateException("full")));
        String failed = VirtualTime.run(c -> MockedApiCallers.tryFirst(mailbox, c));
        assertThat(failed).isEqualTo("failed java.lang.IllegalStateException: full");
    }

    // Verification

    @AsyncTest
    void countsTheCallsOfTheCodeUnderTestAlone() {
        stub(c -> api.find(anyLong(), c)).returns("Asha");
        verifyCalled(c -> api.find(1, c), never());
        await(c -> api.find(1, c));
        await(c -> api.find(2, c));
        verifyCalled(c -> api.find(1, c));
        verifyCalled(c -> api.find(anyLong(), c), times(2));
        verifyNoMoreInteractions(api);
        assertThatThrownBy(() -> verifyCalled(c -> api.find(anyLong(), c)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("find")
                .hasMessageContaining("Wanted 1 time");
        assertThatThrownBy(() -> verifyCalled(c -> api.find(3, c)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mockedApi.find(3L");
    }

    // Misuse

    @Test
    void callOfSomethingElseIsRefused() {
        MockedApi<String> real = (MockedApi<String>) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MockedApi.class}, (proxy, method, arguments) -> "real");
        assertThatThrownBy(() -> stub(c -> real.find(1, c)).returns("Asha"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stub(c -> ...) has called no mock")
                .hasMessageContaining("Mockito.mock(...)");
        assertThatThrownBy(() -> stub(c -> "nothing").returns("Asha")).hasMessageContaining("has called no mock");
        assertThatThrownBy(() -> verifyCalled(c -> real.find(1, c)))
                .hasMessageStartingWith("verifyCalled(c -> ...) has called no mock");
        IllegalStateException failure = new IllegalStateException("before the call");
        assertThatThrownBy(() -> stub(c -> {
                    throw failure;
                }))
                .hasMessageContaining("has called no mock")
                .hasCause(failure);
    }

    @Test
    void callWithoutTheContinuationIsRefused() {
        assertThatThrownBy(() -> stub(c -> api.find(1, null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pass its parameter c on as the last argument");
        assertThatThrownBy(() -> stub(c -> api.plain("text"))).hasMessageContaining("pass its parameter c on");
    }

    @Test
    void matcherForTheContinuationIsRefused() {
        assertThatThrownBy(() -> stub(c -> api.find(anyLong(), any())))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave a matcher for it out: c -> api.find(anyLong(), c)");
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        Mailbox mailbox = mock(Mailbox.class);
        assertThatThrownBy(() -> stub(c -> api.find(1, c)).returns(5))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MockedApi.find returns java.lang.String")
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> stub(c -> mailbox.first(c)).returns(5))
                .hasMessageContaining("Give it an object of that value class, or what it wraps");
        assertThatThrownBy(() -> stub(c -> mailbox.tryFirst(c)).returns("bare"))
                .hasMessageContaining("Suspend.result(...)");
        assertThatThrownBy(() -> stub(c -> api.find(1, c)).returns()).hasMessageContaining("returns(value)");
        assertThatThrownBy(() -> stub(api::count).runs(() -> {
                    log.add("no value");
                }))
                .hasMessageContaining("returns java.lang.Integer, so it needs a value");
        assertThatThrownBy(() -> VirtualTime.run(() -> {
                    stub(c -> api.find(1, c)).runs(() -> 5);
                    await(c -> api.find(1, c));
                }))
                .hasMessageContaining("MockedApi.find returns java.lang.String");
    }
}
