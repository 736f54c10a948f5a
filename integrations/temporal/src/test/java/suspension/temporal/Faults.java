package suspension.temporal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What may go wrong between Temporal's clients and its server, by the name of the request. Any thread uses it. */
final class Faults implements ClientInterceptor {

    /** Stands for every request. */
    static final String ALL = "all";

    /** Requests that are answered so, and do not get to the server. */
    private final Map<String, Status> answers = new ConcurrentHashMap<>();

    /** Requests of which the next reply is lost. */
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    private final Map<String, Status> later = new ConcurrentHashMap<>();

    /** Requests that block who makes them. */
    private final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> refused = new ConcurrentHashMap<>();

    void answer(String request, Status status) {
        answers.put(request, status);
    }

    /** The server cannot be reached by new requests. */
    void goAway() {
        answer(ALL, Status.UNAVAILABLE.withDescription("away"));
    }

    void loseReply(String request) {
        lost.add(request);
    }

    /** Once the reply has been lost, the server answers so. */
    void answerLater(String request, Status status) {
        later.put(request, status);
    }

    void hold(String request) {
        gates.put(request, new CompletableFuture<>());
    }

    /** From now on nothing goes wrong. */
    void end() {
        answers.clear();
        lost.clear();
        gates.values().forEach(gate -> gate.complete(null));
        gates.clear();
    }

    /** How many requests of this name there were. */
    int requests(String request) {
        return requests.getOrDefault(request, new AtomicInteger()).get();
    }

    /** Completes when a request of this name has been answered by these faults. */
    CompletableFuture<Void> refused(String request) {
        return refused.computeIfAbsent(request, name -> new CompletableFuture<>());
    }

    @Override
    public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
        String name = method.getBareMethodName();
        requests.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
        CompletableFuture<Void> gate = gates.get(name);
        if (gate != null) {
            gate.join();
        }
        Status answer = answers.getOrDefault(name, answers.get(ALL));
        if (answer != null) {
            return new Answered<>(answer, refused(name));
        }
        ClientCall<A, B> call = next.newCall(method, options);
        if (!lost.remove(name)) {
            return call;
        }
        Status then = later.remove(name);
        if (then != null) {
            answers.put(name, then);
        }
        return new WithoutReply<>(call);
    }

    /** A request that does not get to the server. */
    private static final class Answered<A, B> extends ClientCall<A, B> {
        private final Status answer;
        private final CompletableFuture<Void> told;

        Answered(Status answer, CompletableFuture<Void> told) {
            this.answer = answer;
            this.told = told;
        }

        @Override
        public void start(Listener<B> listener, Metadata headers) {
            listener.onClose(answer, new Metadata());
            told.complete(null);
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(String message, Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(A message) {}
    }

    /** A request that gets to the server, and whose reply does not come back. */
    private static final class WithoutReply<A, B> extends SimpleForwardingClientCall<A, B> {
        WithoutReply(ClientCall<A, B> call) {
            super(call);
        }

        @Override
        public void start(Listener<B> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<B>(listener) {
                        @Override
                        public void onMessage(B message) {}

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            super.onClose(Status.UNAVAILABLE.withDescription("connection reset"), trailers);
                        }
                    },
                    headers);
        }
    }
}
