package suspension.facade.processor.kdoc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns KDoc's Markdown into HTML that a Java comment can hold: no mark in it ends the comment, is a tag of Javadoc or
 * an escape of javac.
 */
final class KdocHtml {

    private static final Pattern SPAN = Pattern.compile("(?<code>`+)(?<shown>.+?)\\k<code>"
            + "|\\[(?<text>[^\\[\\]]+)]\\((?<url>[^)\\s]*)\\)"
            + "|\\[(?<label>[^\\[\\]]+)]\\[[^\\[\\]]*]"
            + "|\\[(?<link>[^\\[\\]]+)]"
            + "|\\*\\*(?<bold>[^*]+)\\*\\*");
    private static final Pattern ITEM = Pattern.compile("\\s*[-*+] +(.*)");
    private static final Pattern HEADING = Pattern.compile("\\s*#+ +(.*)");

    private final StringBuilder html = new StringBuilder();
    private final List<String> paragraph = new ArrayList<>();
    private final List<String> items = new ArrayList<>();

    private KdocHtml() {}

    /** Returns paragraphs, lists and blocks of code. */
    static String blocks(String text) {
        KdocHtml blocks = new KdocHtml();
        boolean isCode = false;
        for (String line : text.split("\n", -1)) {
            boolean isFence = line.strip().startsWith("```");
            if (isFence && !isCode) {
                blocks.end();
                blocks.block("<pre>");
            } else if (isFence) {
                blocks.html.append("\n</pre>");
            } else if (isCode) {
                blocks.html.append('\n').append(escaped(line.stripTrailing()));
            } else {
                blocks.line(line);
            }
            isCode ^= isFence;
        }
        blocks.html.append(isCode ? "\n</pre>" : "");
        blocks.end();
        return blocks.html.toString();
    }

    private void line(String line) {
        Matcher item = ITEM.matcher(line);
        Matcher heading = HEADING.matcher(line);
        if (item.matches()) {
            endParagraph();
            items.add(item.group(1));
        } else if (heading.matches()) {
            end();
            paragraph.add("**" + heading.group(1) + "**");
            end();
        } else if (line.isBlank()) {
            end();
        } else if (items.isEmpty()) {
            paragraph.add(line.strip());
        } else {
            items.set(items.size() - 1, items.get(items.size() - 1) + " " + line.strip());
        }
    }

    private void end() {
        endParagraph();
        if (!items.isEmpty()) {
            block("<ul>");
            items.forEach(each -> html.append("\n  <li>").append(inline(each)));
            html.append("\n</ul>");
            items.clear();
        }
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            block(html.length() == 0 ? "" : "<p>");
            html.append(inline(String.join(" ", paragraph)));
            paragraph.clear();
        }
    }

    private void block(String start) {
        html.append(html.length() == 0 ? "" : "\n\n").append(start);
    }

    /** Returns the text of one paragraph. */
    static String inline(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        Matcher span = SPAN.matcher(line);
        StringBuilder html = new StringBuilder();
        int end = 0;
        while (span.find()) {
            html.append(escaped(line.substring(end, span.start()))).append(span(span));
            end = span.end();
        }
        return html.append(escaped(line.substring(end))).toString();
    }

    private static String span(Matcher span) {
        if (span.group("shown") != null) {
            return code(span.group("shown"));
        }
        if (span.group("link") != null) {
            return code(span.group("link"));
        }
        if (span.group("url") != null) {
            return link(span.group("url"), span.group("text"));
        }
        return span.group("bold") != null
                ? "<b>" + escaped(span.group("bold")) + "</b>"
                : escaped(span.group("label").replace("`", ""));
    }

    private static String code(String code) {
        String shown = code.strip();
        return shown.matches("[\\w .,:;=+?!'()<>&|\\-\\[\\]\"$#%]+")
                ? "{@code " + shown + "}"
                : "<code>" + escaped(shown) + "</code>";
    }

    private static String link(String url, String text) {
        String shown = escaped(text.replace("`", ""));
        return url.matches("https?://[\\w./#?=%&~+:;,-]+")
                ? "<a href=\"" + url.replace("&", "&amp;") + "\">" + shown + "</a>"
                : shown;
    }

    /** Escapes also what javac and this processor read in comments. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean isMark = "&<>@{}\\«»".indexOf(each) >= 0;
            boolean isEnd = each == '/' && escaped.length() > 0 && escaped.charAt(escaped.length() - 1) == '*';
            boolean isHidden = Character.isISOControl(each) && each != '\t';
            if (isMark || isEnd) {
                escaped.append("&#").append((int) each).append(';');
            } else if (!isHidden) {
                escaped.append(each);
            }
        }
        return escaped.toString();
    }
}
