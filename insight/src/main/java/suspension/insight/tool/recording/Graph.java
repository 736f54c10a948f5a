package suspension.insight.tool.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.json.JsonReader;

/**
 * The graph of loops and tasks, as the library says it in JSON.
 *
 * @param tasks all, loop by loop
 * @param deadlocks a sentence for each circle of waits
 */
public record Graph(List<Task> tasks, List<String> deadlocks) {

    /**
     * A task.
     *
     * @param loop the name of the loop that lists it
     * @param state for people
     * @param waitsFor for people; null if it does not wait
     * @param reason one of few; null if it does not wait
     * @param waitsFromMillis for how long it has waited; negative if that is not known
     * @param awaited the id of the first task that it waits for, or 0
     * @param stack where it is, the innermost frame first
     */
    public record Task(
            long id,
            String name,
            String loop,
            String state,
            @Nullable String waitsFor,
            @Nullable String reason,
            long waitsFromMillis,
            long awaited,
            List<String> stack) {}

    /**
     * Reads what the library writes. What is missing is left out.
     *
     * @param json the text
     * @return the graph
     * @throws IllegalArgumentException if it is not JSON
     */
    public static Graph of(String json) {
        List<Task> tasks = new ArrayList<>();
        Object root = JsonReader.read(json);
        Map<String, String> names = new HashMap<>();
        for (Object loop : list(root, "loops")) {
            list(loop, "tasks").forEach(task -> names.put(String.valueOf(get(task, "id")), text(task, "name", "?")));
        }
        for (Object loop : list(root, "loops")) {
            String name = text(loop, "name", "");
            list(loop, "tasks").forEach(task -> tasks.add(task(name, task, names)));
        }
        List<String> deadlocks = list(root, "deadlocks").stream()
                .map(deadlock -> text(deadlock, "text", ""))
                .filter(text -> !text.isEmpty())
                .toList();
        return new Graph(List.copyOf(tasks), deadlocks);
    }

    private static Task task(String loop, @Nullable Object task, Map<String, String> names) {
        Object wait = get(task, "waitsFor");
        Object millis = get(wait, "forMillis");
        Object awaited = list(wait, "tasks").stream().findFirst().orElse(null);
        return new Task(
                get(task, "id") instanceof Number id ? id.longValue() : 0,
                text(task, "name", "?"),
                text(task, "home", loop),
                text(task, "state", "?"),
                wait == null ? null : describe(wait, names),
                wait == null ? null : text(wait, "reason", "other"),
                millis instanceof Number number ? number.longValue() : -1,
                awaited instanceof Number id ? id.longValue() : 0,
                list(task, "stack").stream().map(String::valueOf).toList());
    }

    private static String describe(Object wait, Map<String, String> names) {
        String detail = text(wait, "detail", "");
        String holder = names.get(String.valueOf(get(wait, "holder")));
        return text(wait, "what", text(wait, "reason", "?"))
                + (detail.isEmpty() ? "" : ", " + detail)
                + (holder == null ? "" : ", held by " + holder);
    }

    private static @Nullable Object get(@Nullable Object object, String key) {
        return object instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static List<?> list(@Nullable Object object, String key) {
        return get(object, key) instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object object, String key, String otherwise) {
        return get(object, key) instanceof String text ? text : otherwise;
    }
}
