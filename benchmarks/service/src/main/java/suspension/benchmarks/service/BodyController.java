package suspension.benchmarks.service;

import static suspension.Async.gather;

import org.springframework.web.bind.annotation.GetMapping;
import suspension.spring.SuspendController;

/** Suspension's way. */
@SuspendController
class BodyController {

    private final Upstream upstream;

    BodyController(Upstream upstream) {
        this.upstream = upstream;
    }

    @GetMapping("/body")
    Sum three() {
        return gather(
                c -> upstream.call(1, c),
                c -> upstream.call(2, c),
                c -> upstream.call(3, c),
                (Integer first, Integer second, Integer third) -> new Sum(first + second + third));
    }

    /** Computes for several milliseconds. */
    @GetMapping("/compute")
    Sum compute() {
        return new Sum(Work.compute());
    }
}
