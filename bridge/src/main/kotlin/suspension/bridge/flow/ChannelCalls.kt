package suspension.bridge.flow

import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedReceiveChannelException
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.selects.select

/** The operations of channels whose names Java cannot write. */
public object ChannelCalls {

    /** An element that has been received, and the index of its channel if there were several. */
    public class Received<T> internal constructor(public val index: Int, public val value: T)

    /** The index that means no channel, but the timer. */
    public const val TIMER: Int = -1

    @JvmStatic public fun <T> create(capacity: Int): Channel<T> = Channel(capacity)

    /** A job for a timer to complete. */
    @JvmStatic public fun timer(): CompletableJob = Job()

    /** Returns the next element. If the channel is closed, returns null, or throws the cause if there is one. */
    public suspend fun <T> receiveNext(channel: ReceiveChannel<T>): Received<T>? =
        received(0, channel.receiveCatching())

    /** Returns an element if there is one, otherwise null. Throws if the channel is closed. */
    @JvmStatic
    public fun <T> tryReceive(channel: ReceiveChannel<T>): Received<T>? {
        val result = channel.tryReceive()
        return if (result.isFailure && !result.isClosed) null else received(0, result) ?: throw closedForReceive()
    }

    /** Returns whether the channel has taken the element. Throws if the channel is closed. */
    @JvmStatic
    public fun <T> trySend(channel: SendChannel<T>, value: T): Boolean {
        val result = channel.trySend(value)
        if (result.isClosed) throw result.exceptionOrNull() ?: closedForSend()
        return result.isSuccess
    }

    /** Returns the first element that any of the channels gives, or [TIMER] if the timer completes before. */
    public suspend fun select(channels: List<ReceiveChannel<*>>, timer: Job?): Received<*> = select {
        channels.forEachIndexed { index, channel ->
            channel.onReceiveCatching { received(index, it) ?: throw closedForReceive() }
        }
        timer?.onJoin { Received(TIMER, null) }
    }

    @JvmStatic
    public fun closedForReceive(): ClosedReceiveChannelException =
        ClosedReceiveChannelException("The channel was closed, and has no element left to receive")

    private fun closedForSend() = ClosedSendChannelException("The channel was closed, and takes no more elements")

    private fun <T> received(index: Int, result: ChannelResult<T>): Received<T>? {
        if (result.isClosed) {
            result.exceptionOrNull()?.let { throw it }
            return null
        }
        return Received(index, result.getOrThrow())
    }
}
