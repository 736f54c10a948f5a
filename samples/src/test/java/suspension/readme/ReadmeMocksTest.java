package suspension.readme;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static suspension.Async.await;
import static suspension.testing.SuspendMocks.stub;
import static suspension.testing.SuspendMocks.verifyCalled;

import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** The README's mocks of a Kotlin interface. */
@SuppressWarnings("DirectInvocationOnMock") // Error Prone does not know these stubs
class ReadmeMocksTest {

    private record Service(UserRepository users) {
        String greet(long id) {
            User user = await(c -> users.find(id, c));
            return "Hello, " + user.getName();
        }
    }

    @AsyncTest
    void mocksAnswerInVirtualTime(VirtualClock clock) {
        UserRepository users = mock(UserRepository.class);
        User asha = new User(1, "Asha");
        Service service = new Service(users);

        stub(c -> users.find(anyLong(), c)).after(ofSeconds(5), asha); // or returns, fails, runs(() -> ...), never()
        service.greet(1);
        verifyCalled(c -> users.find(1, c));

        assertThat(service.greet(2)).isEqualTo("Hello, Asha");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(10));
    }
}
