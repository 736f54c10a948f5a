package suspension.facade.runtime

/** Kotlin's unsigned numbers as the bits that Java's methods for unsigned numbers read, where Kotlin boxes them. */
public object Unsigned {

    /** Returns the bits of a number that comes boxed, bare, or as null. */
    @JvmStatic
    public fun toJava(number: Any?): Number? =
        when (number) {
            is UInt -> number.toInt()
            is ULong -> number.toLong()
            is UByte -> number.toByte()
            is UShort -> number.toShort()
            else -> number as Number?
        }

    /** Returns the number, or the array of numbers, with these bits as an object of Kotlin's class. */
    @OptIn(ExperimentalUnsignedTypes::class)
    @JvmStatic
    public fun toKotlin(bits: Any?): Any? =
        when (bits) {
            is Int -> bits.toUInt()
            is Long -> bits.toULong()
            is Byte -> bits.toUByte()
            is Short -> bits.toUShort()
            is IntArray -> bits.asUIntArray()
            is LongArray -> bits.asULongArray()
            is ByteArray -> bits.asUByteArray()
            is ShortArray -> bits.asUShortArray()
            else -> bits
        }

    /** Returns the number as Kotlin boxes it. */
    @JvmStatic @JvmName("uint") public fun uint(bits: Int?): UInt? = bits?.toUInt()

    /** Returns the number as Kotlin boxes it. */
    @JvmStatic @JvmName("ulong") public fun ulong(bits: Long?): ULong? = bits?.toULong()

    /** Returns the number as Kotlin boxes it. */
    @JvmStatic @JvmName("ubyte") public fun ubyte(bits: Byte?): UByte? = bits?.toUByte()

    /** Returns the number as Kotlin boxes it. */
    @JvmStatic @JvmName("ushort") public fun ushort(bits: Short?): UShort? = bits?.toUShort()
}
