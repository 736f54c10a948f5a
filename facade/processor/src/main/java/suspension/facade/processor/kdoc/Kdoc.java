package suspension.facade.processor.kdoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A KDoc comment as the HTML of Javadoc.
 *
 * @param description what stands before the tags, or nothing
 * @param parameters what is said of parameters, type parameters and the receiver, by their names in Kotlin
 * @param result what is said of the result, or nothing
 * @param thrown what is said of exceptions, by their names as the comment has them
 * @param properties what a class says of its properties
 */
public record Kdoc(
        String description,
        Map<String, String> parameters,
        String result,
        Map<String, String> thrown,
        Map<String, String> properties) {

    public static final Kdoc NONE = new Kdoc("", Map.of(), "", Map.of(), Map.of());

    private static final Pattern TAG = Pattern.compile("\\s*@([a-z]+)(.*)", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("\\s*\\[?([\\w.`]+)]?\\s*(.*)", Pattern.DOTALL);
    private static final Set<String> OF_NAMES = Set.of("param", "throws", "exception", "property");

    /** Returns plain text as it can stand in a comment. */
    public static String escaped(String text) {
        return KdocHtml.escaped(text.strip().replaceAll("\\s+", " "));
    }

    /** Reads a comment, with its marks. */
    static Kdoc of(String comment) {
        Map<String, Map<String, String>> named = new TreeMap<>();
        OF_NAMES.forEach(each -> named.put(each, new TreeMap<>()));
        Map<String, String> others = new TreeMap<>();
        for (String section : sections(comment)) {
            Matcher tag = TAG.matcher(section);
            if (!tag.matches()) {
                others.put("", KdocHtml.blocks(section));
                continue;
            }
            Matcher name = NAMED.matcher(tag.group(2));
            Map<String, String> names = named.get(tag.group(1));
            if (names == null) {
                others.put(tag.group(1), KdocHtml.inline(tag.group(2)));
            } else if (name.matches() && !name.group(2).isBlank()) {
                names.put(name.group(1).replace("`", ""), KdocHtml.inline(name.group(2)));
            }
        }
        Map<String, String> parameters = named.getOrDefault("param", Map.of());
        others.computeIfPresent("receiver", (tag, text) -> text.isEmpty() ? null : parameters.put("receiver", text));
        Map<String, String> thrown = named.getOrDefault("throws", Map.of());
        thrown.putAll(named.getOrDefault("exception", Map.of()));
        return new Kdoc(
                others.getOrDefault("", ""),
                parameters,
                others.getOrDefault("return", ""),
                thrown,
                named.getOrDefault("property", Map.of()));
    }

    /** Parts a comment before each tag; an at sign in a block of code is none. */
    private static List<String> sections(String comment) {
        List<String> sections = new ArrayList<>(List.of(""));
        boolean isCode = false;
        String inner = comment.substring(3, Math.max(3, comment.length() - 2));
        for (String each : inner.split("\r?\n", -1)) {
            String line = each.replaceFirst("^\\s*\\*( |$|(?!\\*))", "");
            isCode ^= line.strip().startsWith("```");
            boolean isTag = !isCode && TAG.matcher(line).matches();
            int last = sections.size() - 1;
            if (isTag) {
                sections.add(line.strip());
            } else {
                sections.set(last, sections.get(last) + "\n" + line);
            }
        }
        return sections;
    }
}
