package suspension.facade.corpus.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;

import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientJvmKt;
import io.ktor.client.request.BuildersKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import io.ktor.client.statement.HttpStatement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.facade.SuspendFacade;

/** Ktor's client, through its facades. */
@SuspendFacade(value = HttpClientJvmKt.class, name = "JavaHttpClients")
@SuspendFacade(BuildersKt.class)
@SuspendFacade(HttpResponseKt.class)
@SuspendFacade(HttpStatement.class)
class KtorTest {

    private final LocalServer server = new LocalServer();
    private final HttpClient client = JavaHttpClients.HttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void getGivesABody() {
        String body = Async.run(() -> {
            HttpResponse response = JavaBuilders.get(client, server.url("/cups"));
            return response.getStatus().getValue() + " " + JavaHttpResponse.bodyAsText(response);
        });
        assertThat(body).isEqualTo("200 GET /cups ");
    }

    @Test
    void requestIsConfiguredByALambda() {
        String body = Async.run(() -> {
            HttpResponse response = JavaBuilders.post(client, server.url("/cups"), request -> {
                request.getUrl().getParameters().append("kind", "Masala");
                request.setBody("two");
            });
            return JavaHttpResponse.bodyAsText(response);
        });
        assertThat(body).isEqualTo("POST /cups?kind=Masala two");
    }

    @Test
    void statementRunsABlockThatMayWait() {
        String body = Async.run(() -> {
            HttpStatement statement = JavaBuilders.prepareGet(client, server.url("/missing"));
            return JavaHttpStatement.of(statement)
                    .execute(response -> response.getStatus().getValue() + " " + JavaHttpResponse.bodyAsText(response));
        });
        assertThat(body).isEqualTo("404 GET /missing ");
    }

    @Test
    void requestsRunAtTheSameTime() {
        List<String> bodies = Async.run(() -> gather(
                () -> JavaHttpResponse.bodyAsText(JavaBuilders.get(client, server.url("/1"))),
                () -> JavaHttpResponse.bodyAsText(JavaBuilders.get(client, server.url("/2")))));
        assertThat(bodies).containsExactly("GET /1 ", "GET /2 ");
    }

    @Test
    void requestsAreTasksAndFutures() throws Exception {
        try (EventLoop loop = EventLoop.start("ktor")) {
            Task<HttpResponse> task = JavaBuilders.tasks(loop).get(client, server.url("/task"));
            assertThat(task.get().getStatus().getValue()).isEqualTo(200);
            CompletableFuture<HttpResponse> future = JavaBuilders.futures(loop).get(client, server.url("/missing"));
            assertThat(future.get(10, TimeUnit.SECONDS).getStatus().getValue()).isEqualTo(404);
        }
    }

    @Test
    void cancelledBodyCancelsTheRequest() {
        Async.run(() -> {
            Task<HttpResponse> task = createTask(() -> JavaBuilders.get(client, server.url("/never")));
            await(server.asked());
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        });
    }
}
