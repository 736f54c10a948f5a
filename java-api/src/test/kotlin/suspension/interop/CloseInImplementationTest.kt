package suspension.interop

import java.time.Duration
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import suspension.EventLoop

/** A Java implementation that closes the loop of the Kotlin coroutine that has called it from elsewhere. */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseInImplementationTest {

    private val loop = EventLoop.start("own")

    @AfterEach
    fun closeLoop() {
        assertThat(loop.close(Duration.ofSeconds(8))).isTrue()
    }

    private fun assertRefused(refusal: String?) {
        assertThat(refusal).startsWith("IllegalStateException").contains("'own'")
    }

    private val closing = JavaUsers {
        val refusal = catchThrowable { loop.close() }
        "${refusal?.javaClass?.simpleName}: ${refusal?.message}"
    }

    @Test
    fun refusedWhereTheCallerHasChangedItsDispatcher() {
        val caller = loop.scope().future { withContext(Dispatchers.IO) { closing.find(1) } }

        assertRefused(caller.get(8, TimeUnit.SECONDS))
    }

    @Test
    fun refusedInACoroutineThatWasLaunchedElsewhereInTheScopeOfTheLoop() {
        var refusal: String? = null
        val caller = loop.scope().future { launch(Dispatchers.Default) { refusal = closing.find(1) }.join() }

        caller.get(8, TimeUnit.SECONDS)
        assertRefused(refusal)
    }
}
