package suspension.benchmarks.service;

import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a Java controller does without Suspension. */
@RestController
class OtherController {

    private final Upstream upstream;

    OtherController(Upstream upstream) {
        this.upstream = upstream;
    }

    @GetMapping("/blocking")
    Sum blocking() {
        return new Sum(upstream.threeBlocking());
    }

    @GetMapping("/future")
    CompletableFuture<Sum> future() {
        return upstream.threeFuture().thenApply(Sum::new);
    }

    @GetMapping("/mono")
    Mono<Sum> mono() {
        return upstream.threeMono().map(Sum::new);
    }
}
