package suspension.benchmarks;

/** The heap that is in use while something is held, more than before it. */
final class HeldHeap {

    private static long before;
    private static long held;

    private HeldHeap() {}

    static void begin() {
        before = used();
    }

    /** Called while it is held. */
    static void measure() {
        held = used() - before;
    }

    static long held() {
        return held;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc(); // a virtual thread's stack moves to the heap over two collections
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
