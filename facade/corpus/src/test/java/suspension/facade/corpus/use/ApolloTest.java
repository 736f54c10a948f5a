package suspension.facade.corpus.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.await;
import static suspension.Async.yieldNow;

import com.apollographql.apollo.api.http.HttpMethod;
import com.apollographql.apollo.api.http.HttpRequest;
import com.apollographql.apollo.api.http.HttpResponse;
import com.apollographql.apollo.exception.ApolloNetworkException;
import com.apollographql.apollo.network.http.DefaultHttpEngine;
import com.apollographql.apollo.network.http.HttpEngine;
import com.apollographql.apollo.network.http.HttpInterceptor;
import com.apollographql.apollo.network.http.HttpInterceptorChain;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.facade.SuspendFacade;

/** Apollo's HTTP layer, through its facades and implemented in Java. */
@SuspendFacade(HttpEngine.class)
@SuspendFacade(value = DefaultHttpEngine.class, name = "JavaHttpEngines")
@SuspendFacade(HttpInterceptor.class)
@SuspendFacade(HttpInterceptorChain.class)
class ApolloTest {

    private final LocalServer server = new LocalServer();
    private final JavaHttpEngine engine = JavaHttpEngine.of(JavaHttpEngines.DefaultHttpEngine(10_000));

    @AfterEach
    void close() {
        engine.close();
        server.close();
    }

    private static HttpRequest get(String url) {
        return new HttpRequest.Builder(HttpMethod.Get, url).build();
    }

    private static String body(HttpResponse response) {
        try {
            return Objects.requireNonNull(response.getBody()).readUtf8();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As Kotlin calls it: the facade of an object that Java implements would be that implementation. */
    private static HttpResponse intercept(HttpInterceptor kotlin, HttpRequest request, HttpInterceptorChain chain) {
        return await(c -> {
            try {
                return kotlin.intercept(request, chain, c);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void engineGivesAResponse() throws Exception {
        String body = Async.run(() -> body(engine.execute(get(server.url("/cups")))));
        assertThat(body).isEqualTo("GET /cups ");
    }

    /** The exception is one that Kotlin declares, so javac knows it. */
    @Test
    void declaredExceptionsArriveAsThemselves() {
        server.close();
        Async.run(() -> {
            try {
                engine.execute(get(server.url("/cups")));
                throw new AssertionError("there is no server");
            } catch (ApolloNetworkException e) {
                assertThat(e).hasMessageContaining("Failed to execute");
            }
        });
    }

    @Test
    void kotlinCallsAnInterceptorOfJava() {
        HttpInterceptor kotlin = JavaHttpInterceptor.toKotlin(new Renaming());
        HttpInterceptorChain chain = JavaHttpInterceptorChain.toKotlin(new Last());
        String body = Async.run(() -> body(intercept(kotlin, get(server.url("/cups")), chain)));
        assertThat(body).isEqualTo("GET /teas ");
    }

    @Test
    void whatAnInterceptorThrowsReachesItsCaller() {
        Throwable thrown = new Throwable("no tea");
        HttpInterceptor kotlin = JavaHttpInterceptor.toKotlin(new JavaHttpInterceptor() {
            @Override
            public HttpResponse intercept(HttpRequest request, HttpInterceptorChain chain) throws Throwable {
                yieldNow();
                throw thrown;
            }
        });
        HttpInterceptorChain chain = JavaHttpInterceptorChain.toKotlin(new Last());
        Async.run(() -> assertThatThrownBy(() -> intercept(kotlin, get("unused"), chain))
                .isSameAs(thrown));
    }

    private static final class Renaming implements JavaHttpInterceptor {

        @Override
        public HttpResponse intercept(HttpRequest request, HttpInterceptorChain chain) throws Throwable {
            yieldNow();
            return JavaHttpInterceptorChain.of(chain)
                    .proceed(get(request.getUrl().replace("cups", "teas")));
        }
    }

    private final class Last implements JavaHttpInterceptorChain {

        @Override
        public HttpResponse proceed(HttpRequest request) throws Throwable {
            return engine.execute(request);
        }
    }
}
