package suspension.bridge.trace;

import java.util.List;

/** Looks at all loops, and puts what it sees into words. A service, because the bridge does not know its users. */
public interface GraphSource {

    /**
     * One text.
     *
     * @param format the text's form: {@code "tree"}, {@code "json"}
     */
    record Text(String format, String text) {}

    /** Looks once, and returns that in each form. */
    List<Text> texts();
}
