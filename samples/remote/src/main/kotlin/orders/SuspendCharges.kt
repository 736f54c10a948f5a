package orders

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

// tag::charges[]
/** The functions of [Charges], as suspend functions: a worker has thousands of them at once on one loop. */
class SuspendCharges(private val ledger: Ledger) {

    suspend fun charge(order: String, millis: Int): String {
        ledger.note("started", order)
        try {
            delay(millis.toLong()) // asks the bank
        } catch (e: CancellationException) {
            ledger.note("cancelled", order)
            throw e // which says that nothing was charged
        }
        return withContext(NonCancellable) { // from here on the order is charged, whoever cancels it
            val receipt = withContext(Dispatchers.IO) { ledger.enterOnce(order) }
            delay(
                millis / 5L
            ) // mails the receipt: a worker that is killed now is replaced, though the order is charged
            receipt
        }
    }
}
// end::charges[]
