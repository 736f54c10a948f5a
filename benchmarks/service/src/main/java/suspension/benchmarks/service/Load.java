package suspension.benchmarks.service;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** So many customers at once, each of whom asks again as soon as there is an answer. */
final class Load {

    /**
     * What came of it.
     *
     * @param requests how many were answered with 200
     * @param others how many were not
     * @param took how long it took
     * @param latencies of all requests in nanoseconds, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by whoever made it
    record Result(int requests, int others, Duration took, long[] latencies) {

        double perSecond() {
            return requests * 1e9 / took.toNanos();
        }

        double millisAt(double share) {
            return latencies.length == 0 ? Double.NaN : latencies[(int) (share * (latencies.length - 1))] / 1e6;
        }
    }

    private final HttpClient client;
    private final HttpRequest request;
    private final long end;
    private final CountDownLatch customers;
    private final ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> others = new ConcurrentLinkedQueue<>();

    private Load(HttpClient client, URI uri, int customers, Duration time) {
        this.client = client;
        this.request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        this.customers = new CountDownLatch(customers);
        this.end = System.nanoTime() + time.toNanos();
    }

    static Result run(HttpClient client, URI uri, int customers, Duration time) {
        long start = System.nanoTime();
        Load load = new Load(client, uri, customers, time);
        for (int i = 0; i < customers; i++) {
            load.ask();
        }
        load.awaitCustomers();
        long[] latencies =
                load.answered.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Result(latencies.length, load.others.size(), Duration.ofNanos(System.nanoTime() - start), latencies);
    }

    private void awaitCustomers() {
        try {
            customers.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void ask() {
        long start = System.nanoTime();
        if (start >= end) {
            customers.countDown();
            return;
        }
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, failure) -> {
            note(start, response, failure);
            ask();
        });
    }

    private void note(long start, HttpResponse<String> response, Throwable failure) {
        if (failure == null && response.statusCode() == 200) {
            answered.add(System.nanoTime() - start);
        } else {
            others.add(failure == null ? "status " + response.statusCode() : failure.toString());
        }
    }
}
