package suspension.facade.processor.kdoc;

import java.util.ArrayList;
import java.util.List;

/** Parts a Kotlin source into names, signs and KDoc comments. Literals and other comments are left out. */
final class KotlinTokens {

    private final String source;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private KotlinTokens(String source) {
        this.source = source;
    }

    /** Returns the tokens. A KDoc comment is one, with its marks. */
    static List<String> of(String source) {
        KotlinTokens read = new KotlinTokens(source);
        while (read.at < source.length()) {
            read.next();
        }
        return read.tokens;
    }

    static boolean isKdoc(String token) {
        return token.startsWith("/**");
    }

    static boolean isName(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }

    private void next() {
        char each = source.charAt(at);
        if (source.startsWith("//", at)) {
            at = end("\n", at);
        } else if (source.startsWith("/*", at)) {
            comment();
        } else if (source.startsWith("\"\"\"", at)) {
            text("\"\"\"");
        } else if (each == '"') {
            text("\"");
        } else if (each == '\'') {
            at = end("'", source.startsWith("\\", at + 1) ? at + 3 : at + 1);
        } else if (each == '`') {
            int end = end("`", at + 1);
            tokens.add(source.substring(at + 1, Math.max(at + 1, end - 1)));
            at = end;
        } else if (Character.isJavaIdentifierPart(each)) {
            name();
        } else if (source.startsWith("->", at) || source.startsWith("::", at)) {
            tokens.add(source.substring(at, at + 2));
            at += 2;
        } else {
            if (!Character.isWhitespace(each)) {
                tokens.add(String.valueOf(each));
            }
            at++;
        }
    }

    private int end(String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length();
    }

    /** Comments nest in Kotlin. */
    private void comment() {
        int start = at;
        int depth = 0;
        do {
            if (source.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (source.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < source.length());
        boolean isKdoc = source.startsWith("/**", start) && at - start > 4;
        if (isKdoc) {
            tokens.add(source.substring(start, at));
        }
    }

    private void text(String quote) {
        at += quote.length();
        while (at < source.length() && !source.startsWith(quote, at)) {
            if (source.startsWith("${", at)) {
                template();
            } else {
                at += source.charAt(at) == '\\' && quote.length() == 1 ? 2 : 1;
            }
        }
        at = Math.min(source.length(), at + quote.length());
        while (quote.length() == 3 && at < source.length() && source.charAt(at) == '"') {
            at++; // a raw text may end with quotation marks of its own
        }
    }

    /** Skips code in a text, which may have braces and texts. */
    private void template() {
        int kept = tokens.size();
        int depth = 0;
        at++;
        do {
            char each = source.charAt(at);
            depth += each == '{' ? 1 : each == '}' ? -1 : 0;
            next();
        } while (depth > 0 && at < source.length());
        tokens.subList(kept, tokens.size()).clear();
    }

    private void name() {
        int start = at;
        while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
        tokens.add(source.substring(start, at));
    }
}
