package suspension.samples

import io.mockk.every
import io.mockk.mockk
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class PageClientTest {

    private val url = URI.create("http://localhost/page")
    private val answer = CompletableFuture<HttpResponse<String>>()
    private val http =
        mockk<HttpClient> {
            every { sendAsync(any<HttpRequest>(), any<HttpResponse.BodyHandler<String>>()) } returns answer
        }

    @Test
    fun pageHoldsWhatTheServerAnswered() {
        answer.complete(
            mockk {
                every { statusCode() } returns 404
                every { body() } returns "no such page"
            }
        )

        val page = runBlocking { PageClient(http).fetch(url) }

        assertThat(page).isEqualTo(Page(url, 404, "no such page"))
    }

    @Test
    fun cancellingTheCallerCancelsTheRequest() {
        runBlocking {
            val caller = launch(start = CoroutineStart.UNDISPATCHED) { PageClient(http).fetch(url) }
            caller.cancelAndJoin()
        }

        assertThat(answer.isCancelled).isTrue()
    }
}
