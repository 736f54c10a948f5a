package suspension.insight.tool;

/** What the shell is told. */
final class ExitCode {

    static final int FINE = 0;

    /** The process, or a file, was not as it had to be. */
    static final int PROBLEM = 1;

    /** The command line could not be understood. */
    static final int USAGE = 2;

    private ExitCode() {}
}
