package suspension.temporal.guide

import kotlinx.coroutines.future.await
import suspension.temporal.Workflows
import suspension.temporal.await

/** The same as a Kotlin suspend function. */
// tag::suspend[]
class SuspendPayments(private val bank: BankClient) {

    suspend fun charge(order: String): String = bank.charge(order).await()
}

// end::suspend[]

/** A workflow that Kotlin code awaits. */
// tag::await[]
suspend fun process(workflows: Workflows, order: String): String =
    workflows.await<Payments.OrderWorkflow, _>(order) { it.process(order) }
// end::await[]
