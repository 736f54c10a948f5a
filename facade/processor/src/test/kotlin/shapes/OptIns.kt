package shapes

import kotlinx.coroutines.delay

@RequiresOptIn("It may change: \"soon\" & */ without notice.")
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS, AnnotationTarget.PROPERTY)
public annotation class Unstable

@RequiresOptIn(level = RequiresOptIn.Level.WARNING) public annotation class Delicate

@RequiresOptIn("Only for us.")
@Target(AnnotationTarget.PROPERTY, AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
private annotation class Ours

@RequiresOptIn @Target(AnnotationTarget.PROPERTY) public annotation class OfProperties

@Unstable
public interface OptIns {
    @Unstable public suspend fun unstable(id: UserId, times: Int = 1): String

    @Delicate public fun delicate(): Int

    public fun plain(): Int

    @OfProperties public val property: Int

    @JvmSynthetic @Delicate public suspend fun hidden(): String
}

@Ours
public suspend fun onlyOurs(): Int {
    delay(1)
    return 1
}

@Unstable
public class KotlinOptIns : OptIns {
    @Unstable override suspend fun unstable(id: UserId, times: Int): String = "$id".repeat(times)

    @Delicate override fun delicate(): Int = 1

    override fun plain(): Int = 2

    @OfProperties override val property: Int = 3

    @JvmSynthetic @Delicate override suspend fun hidden(): String = "hidden"
}
