package suspension;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened, in the order in which it happened. Any thread. */
public final class Events {

    private final List<String> events = new CopyOnWriteArrayList<>();

    public void add(String event) {
        events.add(event);
    }

    public List<String> all() {
        return List.copyOf(events);
    }
}
