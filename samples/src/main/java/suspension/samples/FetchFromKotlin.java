package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import suspension.Async;

/**
 * The idea: a Kotlin suspend function is called with a lambda of one parameter, the continuation, which is handed on.
 *
 * <p>Watch: {@link PageClient} is Kotlin, and knows nothing of Java or of this library. The rest is as in {@link
 * FetchThree}: 2 s in all.
 */
public final class FetchFromKotlin {

    public static void main(String[] args) throws IOException {
        PageClient client = new PageClient(HttpClient.newHttpClient());
        try (WebServer server = WebServer.start("/slow/", page -> slowPage(page))) {
            URI url = server.uri("/slow/page");
            List<Page> pages = Async.run(
                    () -> gather(c -> client.fetch(url, c), c -> client.fetch(url, c), c -> client.fetch(url, c)));
            pages.forEach(page -> System.out.println("Fetched " + page.getUrl() + " with status " + page.getStatus()));
        }
    }

    private static String slowPage(String page) {
        sleep(ofSeconds(2));
        return "This is " + page;
    }
}
