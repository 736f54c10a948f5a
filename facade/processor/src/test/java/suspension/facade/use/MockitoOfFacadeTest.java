package suspension.facade.use;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import facades.JavaShop;
import facades.JavaShopUsers;
import facades.JavaUsers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.Payment;
import shop.User;
import shop.Users;
import suspension.Async;
import suspension.Outcome;

/** Mockito mocks a facade as any Java interface, and Kotlin gets the mock as its own suspend interface. */
final class MockitoOfFacadeTest {

    private final JavaUsers java = mock(JavaUsers.class);
    private final Users kotlin = JavaUsers.toKotlin(java);

    @Test
    void stubsAreTypedAndKotlinSeesThem() throws Exception {
        when(java.find(1)).thenReturn(new User(1, "Asha"));
        when(java.search("a", 1, false)).thenReturn(List.of(new User(2, "Ben")));
        when(java.emailOf(JavaUsers.userId(2))).thenReturn(JavaUsers.email("ben@shop"));
        when(java.tryFind(9)).thenReturn(new Outcome.Failure<>(new IOException("nobody")));
        when(java.hidden()).thenReturn("mocked");
        when(java.ping()).thenReturn("pong of the mock");
        assertThat(Async.run(() -> JavaShop.askAll(kotlin)))
                .isEqualTo("Asha, 1, ben@shop, true, mocked, pong of the mock");
        verify(java).search("a", 1, false);
        verify(java).emailOf(JavaUsers.userId(2));
        verify(java, never()).count();
    }

    @Test
    void matchersReachWhatIsMangledInKotlin() {
        Payment paid = new Payment.Paid(5);
        when(java.pay(any(), anyLong())).thenReturn(paid);
        when(java.waitUpTo(any())).thenReturn(true);
        JavaUsers seen = JavaUsers.of(JavaShopUsers.through(kotlin));
        Async.run(() -> {
            assertThat(seen.pay(1, 5)).isSameAs(paid);
            assertThat(seen.waitUpTo(ofMinutes(1))).isTrue();
        });
        verify(java).pay(JavaUsers.userId(1), 5);
        verify(java).waitUpTo(eq(ofMinutes(1)));
    }

    @Test
    void exceptionsAreThrownAsTheyAre() throws Exception {
        when(java.load("a")).thenThrow(new IOException("no file"));
        doThrow(new IllegalStateException("locked")).when(java).delete(3);
        JavaUsers seen = JavaUsers.of(JavaShopUsers.through(kotlin));
        Async.run(() -> {
            assertThatThrownBy(() -> seen.load("a"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no file");
            assertThatThrownBy(() -> seen.delete(3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("locked");
            seen.delete(4); // a function of Unit does nothing unless it is stubbed
        });
        verify(java).delete(4);
    }

    @Test
    void kotlinsDefaultArgumentsReachTheMockComplete() {
        when(java.search(any(), eq(10), anyBoolean())).thenReturn(List.of(new User(1, "Asha")));
        Async.run(() -> assertThat(JavaShopUsers.searched(kotlin, "a")).hasSize(1));
        verify(java).search("a", 10, false);
    }

    /** As of every mock of Mockito's: zero, an empty list, and null, also where Kotlin says that there is none. */
    @Test
    void whatIsNotStubbedIsMockitosEmptyAnswer() {
        JavaUsers seen = JavaUsers.of(JavaShopUsers.through(kotlin));
        Async.run(() -> {
            assertThat(seen.count()).isZero();
            assertThat(seen.search("a", 1, false)).isEmpty();
            assertThat(seen.find(1)).isNull();
            assertThat(seen.findOrNull(1)).isNull();
        });
    }

    @Test
    void realMethodsOfAMockSayWhatIsNotStubbed() {
        JavaUsers strict = mock(JavaUsers.class, CALLS_REAL_METHODS);
        JavaUsers seen = JavaUsers.of(JavaShopUsers.through(JavaUsers.toKotlin(strict)));
        Async.run(() -> {
            assertThatThrownBy(() -> seen.find(1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("does not implement JavaUsers.find");
            assertThat(seen.ping()).isEqualTo("pong"); // Kotlin's own body
        });
    }
}
