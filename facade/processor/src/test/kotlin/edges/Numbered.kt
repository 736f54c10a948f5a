package edges

import kotlinx.coroutines.delay

// Functions of which Kotlin numbers the parameters, to tell which of them are left out.

context(a: String)
public suspend fun inContext(n: Int = 2, m: Int = 5): String {
    delay(1)
    return "$a $n $m"
}

context(a: String, b: String)
public fun Int.inTwoContexts(x: Int = 1, y: Int = 2): String = "$a $b $this $x $y"

public class Numbered {
    context(a: String)
    public fun inContext(n: Int = 2, block: (Int) -> String = { "$a $it" }): String = block(n)
}

public suspend fun of32(
    p0: Int = 0,
    p1: Int = 1,
    p2: Int = 2,
    p3: Int = 3,
    p4: Int = 4,
    p5: Int = 5,
    p6: Int = 6,
    p7: Int = 7,
    p8: Int = 8,
    p9: Int = 9,
    p10: Int = 10,
    p11: Int = 11,
    p12: Int = 12,
    p13: Int = 13,
    p14: Int = 14,
    p15: Int = 15,
    p16: Int = 16,
    p17: Int = 17,
    p18: Int = 18,
    p19: Int = 19,
    p20: Int = 20,
    p21: Int = 21,
    p22: Int = 22,
    p23: Int = 23,
    p24: Int = 24,
    p25: Int = 25,
    p26: Int = 26,
    p27: Int = 27,
    p28: Int = 28,
    p29: Int = 29,
    p30: Int = 30,
    p31: Int = 31,
): Int =
    p0 +
        p1 +
        p2 +
        p3 +
        p4 +
        p5 +
        p6 +
        p7 +
        p8 +
        p9 +
        p10 +
        p11 +
        p12 +
        p13 +
        p14 +
        p15 +
        p16 +
        p17 +
        p18 +
        p19 +
        p20 +
        p21 +
        p22 +
        p23 +
        p24 +
        p25 +
        p26 +
        p27 +
        p28 +
        p29 +
        p30 +
        p31

public suspend fun of33(
    p0: Int = 0,
    p1: Int = 1,
    p2: Int = 2,
    p3: Int = 3,
    p4: Int = 4,
    p5: Int = 5,
    p6: Int = 6,
    p7: Int = 7,
    p8: Int = 8,
    p9: Int = 9,
    p10: Int = 10,
    p11: Int = 11,
    p12: Int = 12,
    p13: Int = 13,
    p14: Int = 14,
    p15: Int = 15,
    p16: Int = 16,
    p17: Int = 17,
    p18: Int = 18,
    p19: Int = 19,
    p20: Int = 20,
    p21: Int = 21,
    p22: Int = 22,
    p23: Int = 23,
    p24: Int = 24,
    p25: Int = 25,
    p26: Int = 26,
    p27: Int = 27,
    p28: Int = 28,
    p29: Int = 29,
    p30: Int = 30,
    p31: Int = 31,
    p32: Int = 32,
): Int =
    p0 +
        p1 +
        p2 +
        p3 +
        p4 +
        p5 +
        p6 +
        p7 +
        p8 +
        p9 +
        p10 +
        p11 +
        p12 +
        p13 +
        p14 +
        p15 +
        p16 +
        p17 +
        p18 +
        p19 +
        p20 +
        p21 +
        p22 +
        p23 +
        p24 +
        p25 +
        p26 +
        p27 +
        p28 +
        p29 +
        p30 +
        p31 +
        p32

public suspend fun of63(
    p0: Int = 0,
    p1: Int = 1,
    p2: Int = 2,
    p3: Int = 3,
    p4: Int = 4,
    p5: Int = 5,
    p6: Int = 6,
    p7: Int = 7,
    p8: Int = 8,
    p9: Int = 9,
    p10: Int = 10,
    p11: Int = 11,
    p12: Int = 12,
    p13: Int = 13,
    p14: Int = 14,
    p15: Int = 15,
    p16: Int = 16,
    p17: Int = 17,
    p18: Int = 18,
    p19: Int = 19,
    p20: Int = 20,
    p21: Int = 21,
    p22: Int = 22,
    p23: Int = 23,
    p24: Int = 24,
    p25: Int = 25,
    p26: Int = 26,
    p27: Int = 27,
    p28: Int = 28,
    p29: Int = 29,
    p30: Int = 30,
    p31: Int = 31,
    p32: Int = 32,
    p33: Int = 33,
    p34: Int = 34,
    p35: Int = 35,
    p36: Int = 36,
    p37: Int = 37,
    p38: Int = 38,
    p39: Int = 39,
    p40: Int = 40,
    p41: Int = 41,
    p42: Int = 42,
    p43: Int = 43,
    p44: Int = 44,
    p45: Int = 45,
    p46: Int = 46,
    p47: Int = 47,
    p48: Int = 48,
    p49: Int = 49,
    p50: Int = 50,
    p51: Int = 51,
    p52: Int = 52,
    p53: Int = 53,
    p54: Int = 54,
    p55: Int = 55,
    p56: Int = 56,
    p57: Int = 57,
    p58: Int = 58,
    p59: Int = 59,
    p60: Int = 60,
    p61: Int = 61,
    p62: Int = 62,
): Int =
    p0 +
        p1 +
        p2 +
        p3 +
        p4 +
        p5 +
        p6 +
        p7 +
        p8 +
        p9 +
        p10 +
        p11 +
        p12 +
        p13 +
        p14 +
        p15 +
        p16 +
        p17 +
        p18 +
        p19 +
        p20 +
        p21 +
        p22 +
        p23 +
        p24 +
        p25 +
        p26 +
        p27 +
        p28 +
        p29 +
        p30 +
        p31 +
        p32 +
        p33 +
        p34 +
        p35 +
        p36 +
        p37 +
        p38 +
        p39 +
        p40 +
        p41 +
        p42 +
        p43 +
        p44 +
        p45 +
        p46 +
        p47 +
        p48 +
        p49 +
        p50 +
        p51 +
        p52 +
        p53 +
        p54 +
        p55 +
        p56 +
        p57 +
        p58 +
        p59 +
        p60 +
        p61 +
        p62

public suspend fun of64(
    p0: Int = 0,
    p1: Int = 1,
    p2: Int = 2,
    p3: Int = 3,
    p4: Int = 4,
    p5: Int = 5,
    p6: Int = 6,
    p7: Int = 7,
    p8: Int = 8,
    p9: Int = 9,
    p10: Int = 10,
    p11: Int = 11,
    p12: Int = 12,
    p13: Int = 13,
    p14: Int = 14,
    p15: Int = 15,
    p16: Int = 16,
    p17: Int = 17,
    p18: Int = 18,
    p19: Int = 19,
    p20: Int = 20,
    p21: Int = 21,
    p22: Int = 22,
    p23: Int = 23,
    p24: Int = 24,
    p25: Int = 25,
    p26: Int = 26,
    p27: Int = 27,
    p28: Int = 28,
    p29: Int = 29,
    p30: Int = 30,
    p31: Int = 31,
    p32: Int = 32,
    p33: Int = 33,
    p34: Int = 34,
    p35: Int = 35,
    p36: Int = 36,
    p37: Int = 37,
    p38: Int = 38,
    p39: Int = 39,
    p40: Int = 40,
    p41: Int = 41,
    p42: Int = 42,
    p43: Int = 43,
    p44: Int = 44,
    p45: Int = 45,
    p46: Int = 46,
    p47: Int = 47,
    p48: Int = 48,
    p49: Int = 49,
    p50: Int = 50,
    p51: Int = 51,
    p52: Int = 52,
    p53: Int = 53,
    p54: Int = 54,
    p55: Int = 55,
    p56: Int = 56,
    p57: Int = 57,
    p58: Int = 58,
    p59: Int = 59,
    p60: Int = 60,
    p61: Int = 61,
    p62: Int = 62,
    p63: Int = 63,
): Int =
    p0 +
        p1 +
        p2 +
        p3 +
        p4 +
        p5 +
        p6 +
        p7 +
        p8 +
        p9 +
        p10 +
        p11 +
        p12 +
        p13 +
        p14 +
        p15 +
        p16 +
        p17 +
        p18 +
        p19 +
        p20 +
        p21 +
        p22 +
        p23 +
        p24 +
        p25 +
        p26 +
        p27 +
        p28 +
        p29 +
        p30 +
        p31 +
        p32 +
        p33 +
        p34 +
        p35 +
        p36 +
        p37 +
        p38 +
        p39 +
        p40 +
        p41 +
        p42 +
        p43 +
        p44 +
        p45 +
        p46 +
        p47 +
        p48 +
        p49 +
        p50 +
        p51 +
        p52 +
        p53 +
        p54 +
        p55 +
        p56 +
        p57 +
        p58 +
        p59 +
        p60 +
        p61 +
        p62 +
        p63
