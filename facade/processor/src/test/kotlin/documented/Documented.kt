package documented

import java.io.IOException

/** The letters of "a text" with a brace: ${'$'}{ */
public const val LETTERS: String = "/** no comment of { anything ${"nested }"} */"

/**
 * Where things are *kept*, and **found** by [Shelf.find] or `find<T>("x")`.
 *
 * # Rules
 *
 * - one & the same for all
 * - two < three
 *
 * ```kotlin
 * @Test fun example() {
 *     shelf.find("x") // end
 * }
 * ```
 *
 * See [the site](https://example.org/a?b=c&d=e), [a reference][Shelf], user@example.org or \u002a\u002f and `*`
 * followed by `/` and «java.util|List».
 *
 * @param T what is kept
 * @property size how many there are
 * @since 1.0
 */
public interface Shelf<T : Any> {
    /**
     * Finds a thing.
     *
     * @param name the name, [find] wants it
     * @param limit how many to look at
     * @return the thing, or `null`
     * @throws IOException when the shelf is gone
     * @throws IllegalStateException when it is *locked*
     */
    @Throws(IOException::class) public suspend fun find(name: String, limit: Int = 10, strict: Boolean = false): T?

    public suspend fun find(number: Int): T?

    /** Finds by a number of 64 bits. */
    public suspend fun find(number: Long): T?

    /** Puts something on the shelf. */
    @Deprecated("use [add]", replaceWith = ReplaceWith("add(thing)"))
    public suspend fun <R : T> put(thing: R, `in`: List<Map<String, R>>): Unit

    public val size: Int

    /** Whether it is locked */
    public var isLocked: Boolean

    /**
     * Adds text.
     *
     * @param[block] makes more
     * @receiver the text
     */
    public suspend fun String.add(block: suspend String.(Int) -> List<String>): Int

    /** Of no parameter. */
    public companion object {
        /** Opens a shelf. */
        public fun <T : Any> open(): Shelf<T> =
            object : Shelf<T> {
                /** Hidden in a body. */
                override suspend fun find(name: String, limit: Int, strict: Boolean): T? = null

                override suspend fun find(number: Int): T? = null

                override suspend fun find(number: Long): T? = null

                @Deprecated("") override suspend fun <R : T> put(thing: R, `in`: List<Map<String, R>>) {}

                override val size: Int = 0

                override var isLocked: Boolean = false

                override suspend fun String.add(block: suspend String.(Int) -> List<String>): Int = block(1).size
            }
    }
}

/** Lent to someone. */
public data class Loan(
    /** Who has it. */
    val to: String,
    val days: Int = 3,
)

/** Does one thing. */
public fun interface Deed {
    public suspend fun act()
}

/** Of strings. */
public fun String.lend(): Loan = Loan(this)

/** Of numbers. */
public fun Int.lend(): Loan = Loan(toString())
