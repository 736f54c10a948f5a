package suspension.testing;

import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static suspension.testing.SuspendMocks.stub;

import java.time.Duration;
import suspension.Async;

/** Mocks for tests in Kotlin, which cannot name a continuation. */
@SuppressWarnings({"unchecked", "DirectInvocationOnMock"})
final class StubbedApi {

    private StubbedApi() {}

    static MockedApi<Email> answering(Duration delay) {
        MockedApi<Email> api = mock(MockedApi.class);
        stub(c -> api.find(anyLong(), c)).returns("anybody");
        stub(c -> api.find(1, c)).after(delay, "Asha");
        stub(c -> api.find(2, c)).runs(() -> {
            Async.sleep(delay);
            return "Ben";
        });
        stub(c -> api.find(3, c)).never();
        return api;
    }

    static Mailbox mailbox(String text) {
        Mailbox mailbox = mock(Mailbox.class);
        stub(c -> mailbox.first(c)).returns(text);
        return mailbox;
    }
}
