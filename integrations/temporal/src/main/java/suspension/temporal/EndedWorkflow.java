package suspension.temporal;

/** A workflow has ended as cancelled or failed, and that is not all that is to be said of its steps. */
final class EndedWorkflow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndedWorkflow(Steps steps, Throwable cause) {
        super(
                "Temporal has ended the workflow, but not all of its steps: done are " + steps.done()
                        + ", may be done or still running are " + steps.uncertain(),
                cause);
    }
}
