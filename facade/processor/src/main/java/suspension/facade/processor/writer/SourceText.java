package suspension.facade.processor.writer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a file in the making: its lines get their indentation, and its marked types their imports. */
final class SourceText {

    private static final Pattern TYPE = Pattern.compile("«([^|»]*)\\|(@?)([^?»]*)(\\??)»");
    private static final int WIDTH = 120;

    private final String packageName;
    private final Set<String> own;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> imported = new HashMap<>();
    private final Set<String> imports = new TreeSet<>();

    /** @param own the simple names that the file declares or inherits */
    SourceText(String packageName, Set<String> own) {
        this.packageName = packageName;
        this.own = own;
    }

    /** Adds lines. */
    void add(String text) {
        lines.addAll(List.of(text.split("\n", -1)));
    }

    /** Adds a documentation comment. */
    void doc(String text) {
        List<String> wrapped = new ArrayList<>();
        boolean isCode = false;
        for (String paragraph : text.split("\n", -1)) {
            isCode = paragraph.equals("<pre>") || (isCode && !paragraph.equals("</pre>"));
            wrapped.addAll(isCode ? List.of(paragraph) : wrap(paragraph, 110));
        }
        if (wrapped.size() == 1) {
            lines.add("/** " + wrapped.get(0) + " */");
            return;
        }
        lines.add("/**");
        wrapped.forEach(each -> lines.add(each.isEmpty() ? " *" : " * " + each));
        lines.add(" */");
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String shown = word.replaceAll("«[^|]*\\|", "");
            if (line.length() > 0 && line.length() + shown.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    @Override
    public String toString() {
        List<String> body = new ArrayList<>();
        lines.forEach(each -> body.add(resolved(each)));
        StringBuilder text = new StringBuilder();
        if (!packageName.isEmpty()) {
            text.append("package ").append(packageName).append(";\n\n");
        }
        List<String> statics =
                imports.stream().filter(each -> each.startsWith("static ")).toList();
        statics.forEach(each -> text.append("import ").append(each).append(";\n"));
        text.append(statics.isEmpty() ? "" : "\n");
        imports.stream()
                .filter(each -> !each.startsWith("static "))
                .forEach(each -> text.append("import ").append(each).append(";\n"));
        text.append(imports.size() > statics.size() ? "\n" : "");
        new Layout(text).add(body);
        return text.toString();
    }

    /** Returns an empty text for lines that are added later. */
    SourceText fork() {
        return new SourceText(packageName, own);
    }

    void append(SourceText other) {
        lines.addAll(other.lines);
    }

    void importStatic(String name) {
        imports.add("static " + name);
    }

    private String resolved(String line) {
        Matcher matcher = TYPE.matcher(line);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name =
                    name(matcher.group(1), matcher.group(3), !matcher.group(4).isEmpty());
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(matcher.group(2) + name));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String name(String typePackage, String names, boolean isNullable) {
        int dot = names.indexOf('.');
        String top = dot < 0 ? names : names.substring(0, dot);
        String prefix = isImported(typePackage, top) || typePackage.isEmpty() ? "" : typePackage + ".";
        if (!isNullable) {
            return prefix + names;
        }
        int last = names.lastIndexOf('.');
        String outer = last < 0 ? "" : names.substring(0, last + 1);
        return prefix + outer + "@" + name("org.jspecify.annotations", "Nullable", false) + " "
                + names.substring(last + 1);
    }

    /** Whether the simple name means that class here; imports it if it can. */
    private boolean isImported(String typePackage, String top) {
        if (own.contains(top)) {
            return false;
        }
        String known = imported.putIfAbsent(top, typePackage);
        if (known != null && !known.equals(typePackage)) {
            return false;
        }
        if (!typePackage.isEmpty() && !typePackage.equals("java.lang") && !typePackage.equals(packageName)) {
            imports.add(typePackage + "." + top);
        }
        return true;
    }

    static int width() {
        return WIDTH;
    }
}
