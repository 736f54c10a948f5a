package shop

import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.asSharedFlow

/**
 * Tells whoever listens of the last purchases and of each that follows. A listener that is too slow misses the oldest.
 */
class PurchaseFeed {
    private val feed = MutableSharedFlow<Purchase>(replay = 10, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    val purchases: Flow<Purchase> = feed.asSharedFlow()

    fun publish(purchase: Purchase) {
        feed.tryEmit(purchase)
    }
}
