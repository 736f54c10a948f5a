package suspension.facade.runtime

import java.time.Duration as JavaDuration
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

/**
 * Kotlin's durations and Java's. Both count nanoseconds. Kotlin's infinite duration is Java's greatest, and its
 * negative Java's least. Kotlin counts only milliseconds from 146 years on, and takes as infinite what is longer than
 * 146 million years.
 */
public object Durations {

    private val INFINITE: JavaDuration = JavaDuration.ofSeconds(Long.MAX_VALUE, 999_999_999)

    private val NEGATIVE_INFINITE: JavaDuration = JavaDuration.ofSeconds(Long.MIN_VALUE)

    /** So many seconds are a long's nanoseconds for sure. */
    private const val SECONDS_OF_NANOS: Long = 4_000_000_000

    private const val NANOS_OF_SECOND: Long = 1_000_000_000

    private val VALUE_CLASS: ValueClass<Duration> = ValueClass.ofLibrary(Duration::class.java)

    /** As [toJava], for a duration that comes with no type, boxed or bare. */
    @JvmStatic public fun fromRaw(duration: Any?): JavaDuration = toJava(VALUE_CLASS.box(duration))

    /** As [fromRaw], where null stands for no duration. */
    @JvmStatic public fun fromRawOrNull(duration: Any?): JavaDuration? = toJavaOrNull(VALUE_CLASS.boxOrNull(duration))

    /** Returns Java's duration. */
    @JvmStatic
    @JvmName("toJava")
    public fun toJava(duration: Duration?): JavaDuration =
        when (duration!!) {
            Duration.INFINITE -> INFINITE
            -Duration.INFINITE -> NEGATIVE_INFINITE
            else -> duration.toComponents { seconds, nanos -> JavaDuration.ofSeconds(seconds, nanos.toLong()) }
        }

    /** As [toJava], for a duration that may be null. */
    @JvmStatic
    @JvmName("toJavaOrNull")
    public fun toJavaOrNull(duration: Duration?): JavaDuration? = if (duration == null) null else toJava(duration)

    /** Returns Kotlin's duration. */
    @JvmStatic
    @JvmName("toKotlin")
    public fun toKotlin(duration: JavaDuration): Duration? =
        if (duration.seconds in -SECONDS_OF_NANOS..SECONDS_OF_NANOS)
            (duration.seconds * NANOS_OF_SECOND + duration.nano).nanoseconds
        else duration.seconds.seconds + duration.nano.nanoseconds

    /** As [toKotlin], for a duration that may be null. */
    @JvmStatic
    @JvmName("toKotlinOrNull")
    public fun toKotlinOrNull(duration: JavaDuration?): Duration? = if (duration == null) null else toKotlin(duration)
}
