package suspension.differential;

/** What programs throw. */
final class Boom extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int number;

    Boom(int number) {
        super("E" + number, null, true, false);
        this.number = number;
    }

    int number() {
        return number;
    }
}
