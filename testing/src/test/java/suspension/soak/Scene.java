package suspension.soak;

/**
 * A piece of work with random faults. It is played again and again.
 *
 * @param name for the summary
 * @param place where it is played
 * @param play what happens; throws nothing but {@link Fault}s and cancellations
 */
record Scene(String name, Place place, Play play) {

    enum Place {
        /** In a body, on a loop or off one. */
        ANYWHERE,
        /** In a body on a loop. */
        ON_LOOP,
        /** On a plain thread. */
        OUTSIDE
    }

    @FunctionalInterface
    interface Play {
        void on(Stage stage) throws Exception;
    }

    static Scene anywhere(String name, Play play) {
        return new Scene(name, Place.ANYWHERE, play);
    }

    static Scene onLoop(String name, Play play) {
        return new Scene(name, Place.ON_LOOP, play);
    }

    static Scene outside(String name, Play play) {
        return new Scene(name, Place.OUTSIDE, play);
    }
}
