package suspension.guide.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether every listing of the pages' sources is included, and from where code is compiled and run: a listing is between
 * {@code ----} and has include directives only; and what they include is a source, a resource, a test, the pom of a module
 * that the build has, or a file that a test of the guide uses.
 */
final class ListingCheck {

    private static final Pattern INCLUDE = Pattern.compile("include::([^\\[]+)\\[(.*)]");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

    /** What begins text that is shown as it is. {@code ----} alone is allowed, between which there are includes. */
    private static final Pattern OTHER_BLOCK =
            Pattern.compile("(`{3,}|\\.{4,}|\\+{4,}|-{5,}).*|\\[(listing|literal|pass|stem)[],%.#].*");

    /** Begins a paragraph that is shown as it is, unless it is an item of a list. */
    private static final Pattern INDENTED = Pattern.compile("\\s+(?![*.-]+\\s|\\d+\\.\\s|//)\\S.*");

    private final Path root;
    private final List<Pattern> allowed = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> attributes;

    private ListingCheck(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.attributes = Map.of(
                "root", "",
                "java", "docs/src/test/java/suspension/guide",
                "kotlin", "docs/src/test/kotlin/suspension/guide",
                "messages", "docs/src/test/resources/messages",
                "samples", "samples/src/main/java/suspension/samples",
                "expected", "samples/src/main/resources/expected");
        String pom = Files.readString(root.resolve("pom.xml"));
        Matcher modules = MODULE.matcher(pom.substring(0, pom.indexOf("</modules>")));
        while (modules.find()) {
            String module = Pattern.quote(modules.group(1));
            allowed.add(Pattern.compile(module + "/src/(main|test)/(java|kotlin|resources)/.+"));
            allowed.add(Pattern.compile(module + "/pom\\.xml"));
        }
        allowed.add(Pattern.compile("docs/src/test/.+"));
        allowed.add(Pattern.compile("publishing/consumer/.+")); // which publishing/check builds
    }

    /** Takes the root of the repository; the pages are those of its guide. */
    static List<String> complaints(Path root) throws IOException {
        ListingCheck check = new ListingCheck(root);
        try (Stream<Path> files = Files.walk(root.resolve("docs/src/main/asciidoc"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".adoc"))
                    .sorted()
                    .toList()) {
                check.page(file.getFileName().toString(), Files.readAllLines(file));
            }
        }
        return check.complaints;
    }

    private void page(String name, List<String> lines) {
        boolean inListing = false;
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String before = i == 0 ? "" : lines.get(i - 1);
            String place = name + ", line " + (i + 1) + ": ";
            if (line.equals("----")) {
                inListing = !inListing;
                code = false;
            } else if (inListing || line.startsWith("include::")) {
                content(place, line, inListing);
            } else if (OTHER_BLOCK.matcher(line).matches()) {
                complaints.add(place + "text is shown as it is only between ----: " + line);
            } else if (INDENTED.matcher(line).matches() && before.isBlank()) {
                complaints.add(place + "an indented paragraph is a listing: " + line.strip());
            } else if (code && !line.isBlank() && !line.startsWith(".") && !line.startsWith("[")) {
                complaints.add(place + "a listing needs ---- around it: " + line);
                code = false;
            } else if (!line.startsWith(".")) {
                code = line.startsWith("[source") || (code && line.startsWith("["));
            }
        }
        if (inListing) {
            complaints.add(name + ": a listing has no end");
        }
    }

    private void content(String place, String line, boolean inListing) {
        Matcher include = INCLUDE.matcher(line);
        if (include.matches()) {
            included(place, include.group(1));
        } else if (inListing && !line.isBlank() && !line.matches("(ifdef|ifndef|endif)::.*")) {
            complaints.add(place + "a listing has include:: lines only, not: " + line);
        }
    }

    private void included(String place, String target) {
        String path = target;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            path = path.replace("{" + attribute.getKey() + "}", attribute.getValue());
        }
        String file = path.replaceFirst("^/", "");
        if (file.contains("{")
                || allowed.stream().noneMatch(pattern -> pattern.matcher(file).matches())) {
            complaints.add(place + "nothing compiles or tests " + target);
        } else if (!Files.isRegularFile(root.resolve(file))) {
            complaints.add(place + "there is no " + target);
        }
    }
}
