package suspension.benchmarks.service

import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RestController

/** Kotlin's own way in Spring. */
@RestController
class SuspendFunController(private val upstream: Upstream) {
    @GetMapping("/suspend") suspend fun three(): Sum = Sum(upstream.three())
}
