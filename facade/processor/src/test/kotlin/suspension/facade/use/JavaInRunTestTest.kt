package suspension.facade.use

import bank.Accounts
import bank.Cents
import bank.Owner
import facades.JavaAccounts
import java.io.IOException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.fail

/** A Java class behind a Kotlin interface, which Kotlin calls in its own virtual time. */
@OptIn(ExperimentalCoroutinesApi::class)
class JavaInRunTestTest {

    private val java = SlowAccounts()
    private val accounts: Accounts = JavaAccounts.toKotlin(java)

    @Test
    fun everyRoundTakesTheSameStepsAtTheSameTimes() =
        repeat(1000) {
            runTest {
                java.log.clear()
                val sum = async { accounts.balance(Owner("Asha")).amount + accounts.balance(Owner("Ben")).amount }
                launch { accounts.pay(Owner("Asha"), Owner("Ben"), Cents(3)) }
                listOf(3L, 1L, 2L).map { async { accounts.ownerOf(it) } }.awaitAll()
                assertThat(currentTime).isEqualTo(3000)
                assertThat(sum.getCompleted()).isEqualTo(7)
                assertThat(java.log).containsExactly("Asha pays", "Ben has 3", "owner 1", "owner 2", "owner 3")
            }
        }

    @Test
    fun valueClassesArriveWhetherTheBodyWaitsOrNot() = runTest {
        assertThat(accounts.ownerOf(0).name).isEqualTo("owner 0")
        assertThat(accounts.ownerOf(1).name).isEqualTo("owner 1")
        assertThat(accounts.balance(Owner("Chai"))).isEqualTo(Cents(4))
        assertThat(currentTime).isEqualTo(2000)
    }

    @Test
    fun valueClassesArriveOnAnUnconfinedDispatcherToo() =
        runTest(UnconfinedTestDispatcher()) {
            assertThat(accounts.ownerOf(0).name).isEqualTo("owner 0")
            assertThat(accounts.balance(Owner("Chai")).amount).isEqualTo(4)
            assertThat(currentTime).isEqualTo(1000)
        }

    @Test
    fun nullStaysNull() = runTest {
        assertThat(accounts.ownerOrNull(0) == null).isTrue()
        assertThat(accounts.ownerOrNull(1)!!.name).isEqualTo("owner 1")
        assertThat(accounts.centsOrNull(0) == null).isTrue()
        assertThat(accounts.centsOrNull(7)!!.amount).isEqualTo(7)
        assertThat(accounts.noteOrNull(0)).isNull()
        assertThat(accounts.noteOrNull(2)).isEqualTo("note 2")
    }

    @Test
    fun unitIsUnitAndDefaultsAreKotlins() = runTest {
        val paid: Any = accounts.pay(Owner("Asha"), Owner("Ben"))
        assertThat(paid).isSameAs(Unit)
        assertThat(java.log).containsExactly("Asha pays", "Ben has 1")
        assertThat(currentTime).isEqualTo(10)
    }

    @Test
    fun outcomesAreResults() = runTest {
        assertThat(accounts.tryBalance(Owner("Asha")) == Result.success(Cents(5))).isTrue()
        accounts.tryBalance(Owner("")).onSuccess { fail("$it") }.onFailure { assertThat(it).hasMessage("nobody") }
        assertThat(accounts.tryNote(1) == Result.success(null)).isTrue()
        assertThat(accounts.tryNote(2).exceptionOrNull()).isInstanceOf(CancellationException::class.java)
        assertThat(accounts.tryPay(Cents(1)) == Result.success(Unit)).isTrue()
        assertThat(accounts.tryPay(Cents(-1)).exceptionOrNull()).hasMessage("less than nothing")
    }

    @Test
    fun declaredExceptionArrivesAsItself() = runTest {
        val failure = runCatching { accounts.statement("a.txt") }.exceptionOrNull()
        assertThat(failure).isExactlyInstanceOf(IOException::class.java).hasMessage("a.txt")
    }

    @Test
    fun bodyThatGathersTakesAsLongAsItsLongest() = runTest {
        assertThat(accounts.pause(2.minutes)).isEqualTo(2.minutes)
        assertThat(currentTime).isEqualTo(120_000)
    }

    @Test
    fun javaCallsTheLambdaOfKotlinWhichWaits() = runTest {
        val value = accounts.locked {
            delay(5.seconds)
            java.log += "inside"
            "value"
        }
        assertThat(value).isEqualTo("value")
        assertThat(java.log).containsExactly("locked", "inside", "unlocked")
        assertThat(currentTime).isEqualTo(5000)
    }

    @Test
    fun exceptionOfTheLambdaPassesThroughJava() {
        val failure =
            assertThrows(CompletionException::class.java) { runTest { accounts.locked { throw IOException("no") } } }
        assertThat(failure).hasCauseInstanceOf(IOException::class.java)
        assertThat(java.log).containsExactly("locked", "unlocked")
    }

    @Test
    fun timeoutOfKotlinsEndsTheWaitOfTheBody() = runTest {
        assertThat(withTimeoutOrNull(1500) { accounts.ownerOf(60) } == null).isTrue()
        assertThat(currentTime).isEqualTo(1500)
        assertThat(java.log).isEmpty()
    }

    @Test
    fun cancellationEndsTheWaitOfTheBody() = runTest {
        val job = launch { accounts.locked { accounts.ownerOf(60) } }
        runCurrent()
        assertThat(java.log).containsExactly("locked")
        job.cancel()
        advanceUntilIdle()
        assertThat(job.isCancelled).isTrue()
        assertThat(java.log).containsExactly("locked", "unlocked")
        assertThat(currentTime).isZero()
    }

    @Test
    fun timeThatIsAdvancedByHandStopsWithinTheBody() = runTest {
        val owner = async { accounts.ownerOf(10) }
        advanceTimeBy(10.seconds)
        assertThat(owner.isCompleted).isFalse()
        runCurrent()
        assertThat(owner.getCompleted().name).isEqualTo("owner 10")
    }
}
