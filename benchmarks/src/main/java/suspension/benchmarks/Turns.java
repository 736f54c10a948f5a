package suspension.benchmarks;

/** Counts how often the turn went from one of two to the other. */
final class Turns {

    private int last = -1;
    private long changes;

    void taken(int who) {
        if (last >= 0 && last != who) {
            changes++;
        }
        last = who;
    }

    long changes() {
        return changes;
    }
}
