package programs;

import java.io.IOException;

/** Does nothing, without the library. */
public final class NoLoops {

    private NoLoops() {}

    public static void main(String[] args) throws IOException {
        Ready.say();
        while (System.in.read() >= 0) {
            // nothing is said
        }
    }
}
