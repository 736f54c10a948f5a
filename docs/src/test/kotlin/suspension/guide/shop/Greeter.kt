package suspension.guide.shop

import suspension.Task
import suspension.bridge.awaitSuspending
import suspension.bridge.javaBody

// tag::java-body[]
class Greeter(private val prices: Prices) {
    suspend fun greet(name: String): String = javaBody { name + " pays " + prices.of("chai") }

    suspend fun greet(name: Task<String>): String = greet(name.awaitSuspending())
}

// end::java-body[]

/** Forgets that Java's method waits. */
suspend fun forgetful(prices: Prices): Int = prices.of("chai")
