package suspension.guide

import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import suspension.bridge.javaBody

/** The Kotlin example of the page on testing. */
@OptIn(ExperimentalCoroutinesApi::class)
class TeaServiceTest {

    // tag::mockk[]
    private val house = mockk<TeaHouse>()
    private val service = TeaService(house) // Java

    @Test
    fun offersWhatTheHouseFinds() = runTest {
        coEvery { house.find(any()) } coAnswers
            {
                delay(5.seconds)
                Tea("Masala", 300)
            }

        val offer = javaBody { service.offer("Masala") } // Java code that waits

        assertThat(offer).isEqualTo("Masala, please")
        assertThat(currentTime).isEqualTo(5000) // and the test takes milliseconds
        coVerify { house.find("Masala") }
    }
    // end::mockk[]
}
