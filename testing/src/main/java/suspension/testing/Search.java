package suspension.testing;

/** How the schedules of an exploration are found. */
public enum Search {

    /** At random, by a seed for each schedule. Finds most races in any test, soon. */
    RANDOM,

    /**
     * One after another: first all schedules that leave first in, first out in one place, then those that do in two
     * places, and so on. For small tests, of which every schedule can be tried.
     */
    SYSTEMATIC
}
