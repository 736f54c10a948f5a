package consumer

import java.util.function.Supplier
import kotlinx.coroutines.delay
import suspension.Task
import suspension.bridge.awaitSuspending
import suspension.bridge.javaBody

/** What Java calls through a facade. */
interface Greeter {
    suspend fun greet(name: String, times: Int = 1): String
}

class SlowGreeter : Greeter {
    override suspend fun greet(name: String, times: Int): String {
        delay(1)
        return "Hello, $name".repeat(times)
    }
}

/** Kotlin that calls Java: code that waits the Java way, and a task. */
class Caller(private val greeting: Supplier<String>) {
    suspend fun call(): String = javaBody { greeting.get() }

    suspend fun call(task: Task<String>): String = task.awaitSuspending()
}
