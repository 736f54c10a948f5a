package suspension.interop

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** How upstream comes by its elements: at once, after suspending, or from elsewhere. */
enum class Upstream {
    SYNCHRONOUS {
        override fun numbers(n: Int, log: MutableList<String>) = flow {
            try {
                repeat(n) { emit(it) }
            } finally {
                log.add("finally")
            }
        }
    },
    SUSPENDING {
        override fun numbers(n: Int, log: MutableList<String>) = flow {
            try {
                repeat(n) {
                    yield()
                    emit(it)
                }
                yield()
            } finally {
                withContext(NonCancellable) { yield() }
                log.add("finally")
            }
        }
    },
    SCOPED {
        override fun numbers(n: Int, log: MutableList<String>) = flow {
            coroutineScope {
                try {
                    repeat(n) {
                        if (it == 1) yield()
                        emit(it)
                    }
                } finally {
                    log.add("finally")
                }
            }
        }
    },
    BUFFERED {
        override fun numbers(n: Int, log: MutableList<String>) = SYNCHRONOUS.numbers(n, log).buffer(2)
    },
    ELSEWHERE {
        override fun numbers(n: Int, log: MutableList<String>) =
            SYNCHRONOUS.numbers(n, log).flowOn(Dispatchers.Default).map { it }
    };

    /** Emits 0 until n, and logs its end. */
    abstract fun numbers(n: Int, log: MutableList<String>): Flow<Int>
}

object TestFlows {

    /** Kotlin's own collection. */
    @JvmStatic
    suspend fun sum(numbers: Flow<Int>): Long {
        var sum = 0L
        numbers.collect { sum += it }
        return sum
    }

    @JvmStatic
    fun withNull(): Flow<String?> = flow {
        emit("a")
        emit(null)
    }

    @JvmStatic fun fromAnotherContext(): Flow<Int> = flow { withContext(Dispatchers.Default) { emit(1) } }

    @JvmStatic
    fun silent(log: MutableList<String>): Flow<Int> = flow {
        try {
            awaitCancellation()
        } finally {
            log.add("finally")
        }
    }

    @JvmStatic
    fun failing(n: Int, failure: Throwable): Flow<Int> = flow {
        repeat(n) { emit(it) }
        throw failure
    }
}
