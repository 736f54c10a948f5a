package suspension.insight.tool;

/** Why a command could not do what it was asked for: a sentence for the user, which says what to do. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Something is wrong with the process, or with a file. */
    static Failure ofTarget(String sentence) {
        return new Failure(ExitCode.PROBLEM, sentence);
    }

    /** The command line cannot be understood. */
    static Failure ofUsage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence);
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
