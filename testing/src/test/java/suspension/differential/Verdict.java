package suspension.differential;

import java.util.List;

/**
 * What came of one program.
 *
 * @param java this library's log
 * @param asyncio CPython's log, as it is
 * @param ruled CPython's log under all rules of {@link IntendedDifference}; the same if the others agree
 */
record Verdict(Program program, List<String> java, List<String> asyncio, List<String> ruled) {

    boolean isSame() {
        return java.equals(asyncio);
    }

    boolean isIntended() {
        return !isSame() && agree(java, ruled);
    }

    boolean isDifferent() {
        return !isSame() && !isIntended();
    }

    /** But for messages. */
    static boolean agree(List<String> java, List<String> asyncio) {
        if (java.size() != asyncio.size()) {
            return false;
        }
        for (int i = 0; i < java.size(); i++) {
            if (!IntendedDifference.withoutMessage(java.get(i))
                    .equals(IntendedDifference.withoutMessage(asyncio.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** The first line in which the logs differ, though the rules are kept. */
    int firstDifference() {
        int line = 0;
        while (line < java.size()
                && line < ruled.size()
                && IntendedDifference.withoutMessage(java.get(line))
                        .equals(IntendedDifference.withoutMessage(ruled.get(line)))) {
            line++;
        }
        return line;
    }
}
