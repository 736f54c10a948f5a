package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.await;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import suspension.Async;
import suspension.Coroutine;

/**
 * The idea: a web endpoint is a body. {@link #getUser} reads top-down, awaits the database, and returns the answer.
 *
 * <p>Watch: four requests of 1 s each are answered within 1 s, by a loop that runs one body at a time; and what is no
 * id is refused at once.
 */
public final class GetUser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    record User(long id, String name) {}

    public static void main(String[] args) throws IOException {
        try (WebServer server = WebServer.start("/users/", id -> getUser(Long.parseLong(id)))) {
            List<Coroutine<String>> requests = Stream.of("1", "2", "3", "4", "nobody")
                    .map(id -> Coroutine.of(() -> get(server.uri("/users/" + id))))
                    .toList();
            Async.run(() -> gather(requests)).forEach(System.out::println);
        }
    }

    private static String getUser(long id) {
        User user = findUser(id);
        return "{\"id\": " + user.id() + ", \"name\": \"" + user.name() + "\"}";
    }

    /** A pretend database call. */
    private static User findUser(long id) {
        sleep(ofSeconds(1));
        return new User(id, "User " + id);
    }

    private static String get(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        HttpResponse<String> response = await(CLIENT.sendAsync(request, BodyHandlers.ofString()));
        return "GET " + uri.getPath() + " -> " + response.statusCode() + " " + response.body();
    }
}
