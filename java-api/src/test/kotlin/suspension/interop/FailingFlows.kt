package suspension.interop

import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.resume
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import suspension.EventLoop

object FailingFlows {

    /** Nobody can copy it. */
    class ClosingFailed(name: String, @Suppress("unused") private val unique: Any) : RuntimeException(name)

    /** Emits zeros for ever, and fails when it is ended. */
    @JvmStatic
    fun failingAtItsEnd(name: String, log: MutableList<String>): Flow<Int> = flow {
        try {
            while (true) emit(0)
        } finally {
            log.add("$name closed")
            throw ClosingFailed(name, log)
        }
    }

    /** What a suspend function returns that a callback of the loop resumes, without a look at its context. */
    @JvmStatic
    fun resumedLater(continuation: Continuation<String>, loop: EventLoop): Any {
        loop.execute { continuation.resume("later") }
        return COROUTINE_SUSPENDED
    }
}
