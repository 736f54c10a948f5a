package suspension.samples;

import static suspension.Async.toThread;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import suspension.EventLoop;

/**
 * The JDK's HTTP server in front of an event loop, on a free port of this machine. Each request is a task of the loop,
 * so that requests which wait hold nobody up. An {@link IllegalArgumentException} is answered with status 400; any
 * other error ends the connection, and is reported by the loop.
 */
final class WebServer implements AutoCloseable {

    /** What answers requests: a body on the server's loop. */
    @FunctionalInterface
    interface Endpoint {

        /**
         * Answers one request.
         *
         * @param argument what the request's path adds to the endpoint's
         * @return the text of the answer
         */
        String answer(String argument) throws Exception;
    }

    private record Answer(int status, String text) {}

    private final EventLoop loop = EventLoop.start("web");
    private final HttpServer server;

    private WebServer(HttpServer server) {
        this.server = server;
    }

    static WebServer start(String path, Endpoint endpoint) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        WebServer web = new WebServer(HttpServer.create(anyPort, 0));
        web.server.createContext(path, exchange -> web.accept(exchange, path, endpoint));
        web.server.start();
        return web;
    }

    URI uri(String path) {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
    }

    /** On the server's thread: returns at once, and leaves the exchange open until the task is done. */
    private void accept(HttpExchange exchange, String path, Endpoint endpoint) {
        String argument = exchange.getRequestURI().getPath().substring(path.length());
        loop.createTask(() -> handle(exchange, argument, endpoint)).onDone(task -> exchange.close());
    }

    private static void handle(HttpExchange exchange, String argument, Endpoint endpoint) throws Exception {
        Answer answer = answer(argument, endpoint);
        toThread(() -> send(exchange, answer));
    }

    private static Answer answer(String argument, Endpoint endpoint) throws Exception {
        try {
            return new Answer(200, endpoint.answer(argument));
        } catch (IllegalArgumentException e) {
            return new Answer(400, String.valueOf(e.getMessage()));
        }
    }

    /** Blocks, as streams do. */
    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] content = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        server.stop(0);
        loop.close();
    }
}
