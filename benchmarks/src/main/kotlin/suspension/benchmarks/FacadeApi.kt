package suspension.benchmarks

import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

@JvmInline value class ItemId(val value: Long)

/** What a facade is of. No function suspends, for what a call costs is to be seen. */
interface FacadeApi {
    suspend fun count(): Int

    /** For javac, which cannot name the next one. */
    suspend fun byNumber(id: Long): Long

    suspend fun byId(id: ItemId): Long

    suspend fun search(text: String, limit: Int = 10, strict: Boolean = false): Int

    /** For javac, which cannot name the next one. */
    suspend fun pauseNanos(limit: Long): Long

    suspend fun pause(limit: Duration = 5.seconds): Long
}

class FacadeApiInKotlin : FacadeApi {
    private var calls = 0

    override suspend fun count(): Int = ++calls

    override suspend fun byNumber(id: Long): Long = id + 1

    override suspend fun byId(id: ItemId): Long = id.value + 1

    override suspend fun search(text: String, limit: Int, strict: Boolean): Int = limit + text.length

    override suspend fun pauseNanos(limit: Long): Long = limit + 1

    override suspend fun pause(limit: Duration): Long = limit.inWholeNanoseconds + 1
}
