package suspension.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** What has gone wrong in a run. Any thread. */
final class Findings {

    /** One defect can show in every scene; the first ones tell enough. */
    private static final int MAX = 20;

    private final List<String> texts = new ArrayList<>();

    synchronized void add(String text) {
        if (texts.size() < MAX) {
            texts.add(text);
        }
    }

    void add(String text, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        add(text + "\n" + trace);
    }

    synchronized boolean isEmpty() {
        return texts.isEmpty();
    }

    synchronized List<String> list() {
        return List.copyOf(texts);
    }
}
