package suspension.bridge.task;

/**
 * Makes sure that the stack has room for a suspension, before anybody learns that a body waits.
 *
 * <p>A body may suspend deep in a recursion. The loop would be lost if the stack ran out after the wait had been
 * announced, or while the loop's queue is being changed. So this class provokes the overflow here, where nothing has
 * happened yet. The body gets its {@link StackOverflowError}, and the loop goes on.
 *
 * <p>When a method is entered, the JVM checks the stack for the method's whole frame. A few large frames are far
 * cheaper than going as deep with small ones. What a frame has room for depends on who runs the method. The interpreter
 * gives every local variable its room, but pushes arguments only for a call that is made. A compiler keeps few of the
 * variables, but gives the arguments of each call their room. So here is a method with many variables and with a call of
 * many arguments, which it hardly ever makes. It is too large to be inlined. Otherwise its frame would become part of the
 * caller's, which stays while the body is suspended.
 */
public final class StackReserve {

    /** Twice what a suspension needs when none of its code is compiled yet, in frames of about two kilobytes. */
    private static final int FRAMES = 4;

    /**
     * The call is made every so often, before a deeper frame may find no room. The compiler leaves out a call that it has
     * never seen happen, and its room with it.
     */
    private static final int OFTEN = 0xFF;

    /** Counts the checks. Threads may overwrite each other's counts. */
    private static int checks;

    private StackReserve() {}

    /**
     * Makes sure that a suspension has room.
     *
     * @throws StackOverflowError if there is less room than that
     */
    public static void ensure() {
        enter(FRAMES, (++checks & OFTEN) == 0);
    }

    private static long enter(int frames, boolean makeCall) {
        if (frames == 0) {
            return checks;
        }
        long sum = checks;
        if (makeCall) {
            // spotless:off
            long a0 = sum, a1 = a0, a2 = a1, a3 = a2, a4 = a3, a5 = a4, a6 = a5, a7 = a6, a8 = a7, a9 = a8;
            long b0 = a9, b1 = b0, b2 = b1, b3 = b2, b4 = b3, b5 = b4, b6 = b5, b7 = b6, b8 = b7, b9 = b8;
            long c0 = b9, c1 = c0, c2 = c1, c3 = c2, c4 = c3, c5 = c4, c6 = c5, c7 = c6, c8 = c7, c9 = c8;
            long d0 = c9, d1 = d0, d2 = d1, d3 = d2, d4 = d3, d5 = d4, d6 = d5, d7 = d6, d8 = d7, d9 = d8;
            long e0 = d9, e1 = e0, e2 = e1, e3 = e2, e4 = e3, e5 = e4, e6 = e5, e7 = e6, e8 = e7, e9 = e8;
            long f0 = e9, f1 = f0, f2 = f1, f3 = f2, f4 = f3, f5 = f4, f6 = f5, f7 = f6, f8 = f7, f9 = f8;
            long g0 = f9, g1 = g0, g2 = g1, g3 = g2, g4 = g3, g5 = g4, g6 = g5, g7 = g6, g8 = g7, g9 = g8;
            long h0 = g9, h1 = h0, h2 = h1, h3 = h2, h4 = h3, h5 = h4, h6 = h5, h7 = h6, h8 = h7, h9 = h8;
            long i0 = h9, i1 = i0, i2 = i1, i3 = i2, i4 = i3, i5 = i4, i6 = i5, i7 = i6, i8 = i7, i9 = i8;
            long j0 = i9, j1 = j0, j2 = j1, j3 = j2, j4 = j3, j5 = j4, j6 = j5, j7 = j6, j8 = j7, j9 = j8;
            long k0 = j9, k1 = k0, k2 = k1, k3 = k2, k4 = k3, k5 = k4, k6 = k5, k7 = k6, k8 = k7, k9 = k8;
            long l0 = k9, l1 = l0, l2 = l1, l3 = l2, l4 = l3, l5 = l4, l6 = l5, l7 = l6, l8 = l7, l9 = l8;
            sum = fill(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9,
                            c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9,
                            e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9,
                            g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9,
                            i0, i1, i2, i3, i4, i5, i6, i7, i8, i9, j0, j1, j2, j3, j4, j5, j6, j7, j8, j9,
                            k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9);
            // spotless:on
        }
        return sum + enter(frames - 1, makeCall);
    }

    // spotless:off
    private static long fill(
            long a0, long a1, long a2, long a3, long a4, long a5, long a6, long a7, long a8, long a9,
            long b0, long b1, long b2, long b3, long b4, long b5, long b6, long b7, long b8, long b9,
            long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9,
            long d0, long d1, long d2, long d3, long d4, long d5, long d6, long d7, long d8, long d9,
            long e0, long e1, long e2, long e3, long e4, long e5, long e6, long e7, long e8, long e9,
            long f0, long f1, long f2, long f3, long f4, long f5, long f6, long f7, long f8, long f9,
            long g0, long g1, long g2, long g3, long g4, long g5, long g6, long g7, long g8, long g9,
            long h0, long h1, long h2, long h3, long h4, long h5, long h6, long h7, long h8, long h9,
            long i0, long i1, long i2, long i3, long i4, long i5, long i6, long i7, long i8, long i9,
            long j0, long j1, long j2, long j3, long j4, long j5, long j6, long j7, long j8, long j9,
            long k0, long k1, long k2, long k3, long k4, long k5, long k6, long k7, long k8, long k9,
            long l0, long l1, long l2, long l3, long l4, long l5, long l6, long l7, long l8, long l9) {
        return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8 + b9
                + c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9
                + e0 + e1 + e2 + e3 + e4 + e5 + e6 + e7 + e8 + e9 + f0 + f1 + f2 + f3 + f4 + f5 + f6 + f7 + f8 + f9
                + g0 + g1 + g2 + g3 + g4 + g5 + g6 + g7 + g8 + g9 + h0 + h1 + h2 + h3 + h4 + h5 + h6 + h7 + h8 + h9
                + i0 + i1 + i2 + i3 + i4 + i5 + i6 + i7 + i8 + i9 + j0 + j1 + j2 + j3 + j4 + j5 + j6 + j7 + j8 + j9
                + k0 + k1 + k2 + k3 + k4 + k5 + k6 + k7 + k8 + k9 + l0 + l1 + l2 + l3 + l4 + l5 + l6 + l7 + l8 + l9;
    }
    // spotless:on
}
