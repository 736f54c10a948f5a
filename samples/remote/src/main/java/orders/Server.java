package orders;

import io.temporal.testserver.TestServer;

/** Temporal's server in memory. It forgets everything when it ends, unlike a server with a database. */
public final class Server {

    private Server() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        TestServer.createPortBoundServer(Integer.parseInt(arguments[0]));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
