package suspension.insight.tool;

import java.io.IOException;
import java.util.List;

/** One of the things that the tool can do. */
interface Command {

    /** What the user types. */
    String name();

    /** What is to stand behind the name, for people. */
    String operands();

    /** What it is for, in a few words. */
    String summary();

    /** What is to be known of it, in lines of at most 80 columns. */
    String text();

    /** What it understands. */
    List<Option> options();

    /**
     * Does it.
     *
     * @throws Failure if it could not
     * @throws IOException if a file could not be read or written
     * @throws InterruptedException if the user wants no more
     */
    void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException;
}
