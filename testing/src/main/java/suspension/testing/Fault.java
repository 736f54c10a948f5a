package suspension.testing;

/** Something that goes wrong between two slices. */
final class Fault implements Runnable {

    private final String description;
    private final Runnable action;

    Fault(String description, Runnable action) {
        this.description = description;
        this.action = action;
    }

    @Override
    public void run() {
        action.run();
    }

    @Override
    public String toString() {
        return description;
    }
}
