package suspension.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A loopback server that answers every request with the same page. Run by the report, apart from who calls it. */
final class HttpTarget {

    static final int LENGTH = 512;

    private static final String URL_PROPERTY = "suspension.benchmarks.url";
    private static final int BACKLOG = 4096;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    private HttpTarget() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(anyPort, BACKLOG);
        server.createContext("/", HttpTarget::answer);
        server.setExecutor(threads);
    }

    /** Starts a server, and makes its address that of {@link #url}. */
    static HttpTarget start() throws IOException {
        HttpTarget target = new HttpTarget();
        target.server.start();
        System.setProperty(
                URL_PROPERTY, "http://127.0.0.1:" + target.server.getAddress().getPort() + "/");
        return target;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, LENGTH);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(new byte[LENGTH]);
        }
    }

    /** The address of the server that runs somewhere. */
    static String url() {
        String url = System.getProperty(URL_PROPERTY);
        if (url == null) {
            throw new IllegalStateException("No server runs: give its address with -D" + URL_PROPERTY);
        }
        return url;
    }

    /** The option that tells another JVM the address. */
    static String option() {
        return "-D" + URL_PROPERTY + "=" + url();
    }

    void close() {
        server.stop(0);
        threads.shutdown();
    }
}
