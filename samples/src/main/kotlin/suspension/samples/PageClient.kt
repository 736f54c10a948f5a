package suspension.samples

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import kotlinx.coroutines.future.await

/** Fetches pages, as a Kotlin library would offer it: by a suspend function. */
public class PageClient(private val client: HttpClient) {

    /** Suspends until the page is there. Cancelling the caller cancels the request. */
    public suspend fun fetch(url: URI): Page {
        val request = HttpRequest.newBuilder(url).build()
        val response = client.sendAsync(request, BodyHandlers.ofString()).await()
        return Page(url, response.statusCode(), response.body())
    }
}

/** What the server answered. */
public data class Page(val url: URI, val status: Int, val text: String)
