package suspension.facade.processor.kdoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import suspension.facade.processor.kdoc.Declaration.Kind;

/** Finds the declarations of a Kotlin source, and their comments, without a grammar of what stands in bodies. */
final class DeclarationScanner {

    private static final Set<String> TYPES = Set.of("class", "interface", "object");
    private static final Set<String> CALLABLES = Set.of("fun", "val", "var", "typealias", "constructor", "init");

    private final List<String> tokens;
    private final List<Declaration> found = new ArrayList<>();
    private int at;
    private String doc = "";

    private DeclarationScanner(List<String> tokens) {
        this.tokens = tokens;
    }

    static List<Declaration> scan(String source) {
        DeclarationScanner scanner = new DeclarationScanner(KotlinTokens.of(source));
        scanner.declarations(scanner.packageName());
        return scanner.found;
    }

    private String token(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : "";
    }

    private String token() {
        return token(at);
    }

    private String packageName() {
        int start = tokens.indexOf("package");
        if (start < 0) {
            return "";
        }
        StringBuilder name = new StringBuilder();
        at = start + 1;
        while (KotlinTokens.isName(token())
                && (name.length() == 0 || token(at - 1).equals("."))) {
            name.append(token()).append('/');
            at += token(at + 1).equals(".") ? 2 : 1;
        }
        return name.toString();
    }

    /** Reads up to a closing bracket. */
    private void declarations(String scope) {
        while (at < tokens.size() && !isClosing(token())) {
            String token = token();
            if (KotlinTokens.isKdoc(token)) {
                doc = token;
                at++;
            } else if (TYPES.contains(token)) {
                type(scope);
            } else if (token.equals("fun")) {
                function(scope);
            } else if (token.equals("val") || token.equals("var")) {
                property(scope);
            } else {
                other();
            }
        }
    }

    private void other() {
        if (!isOpening(token())) {
            boolean isEnd = ",;".contains(token()) || CALLABLES.contains(token());
            doc = isEnd ? "" : doc;
            at++;
            return;
        }
        doc = token().equals("{") ? "" : doc;
        skip();
    }

    private String taken() {
        String taken = doc;
        doc = "";
        return taken;
    }

    private static boolean isOpening(String token) {
        return token.equals("(") || token.equals("{") || token.equals("[");
    }

    private static boolean isClosing(String token) {
        return token.equals(")") || token.equals("}") || token.equals("]");
    }

    /** Skips what is in brackets. */
    private void skip() {
        int depth = 0;
        do {
            depth += isOpening(token()) ? 1 : isClosing(token()) ? -1 : 0;
            at++;
        } while (depth > 0 && at < tokens.size());
    }

    private void skipTypeParameters() {
        int depth = 0;
        while (at < tokens.size() && (depth > 0 || token().equals("<"))) {
            depth += token().equals("<") ? 1 : token().equals(">") ? -1 : 0;
            at++;
        }
    }

    // Types

    private void type(String scope) {
        boolean isCompanion = token(at - 1).equals("companion");
        boolean isReference = token(at - 1).equals("::");
        at++;
        boolean isNamed = KotlinTokens.isName(token()) && !isReference;
        if (!isNamed && !isCompanion) {
            return;
        }
        String name = isNamed ? token() : "Companion";
        at += isNamed ? 1 : 0;
        found.add(new Declaration(scope, Kind.TYPE, name, "", List.of(), List.of(), taken()));
        String inner = scope + (scope.isEmpty() || scope.endsWith("/") ? "" : ".") + name;
        header(inner);
        if (token().equals("{")) {
            at++;
            declarations(inner);
            at++;
            doc = "";
        }
    }

    /** Reads up to a class's body, or to the next declaration where it has none. */
    private void header(String type) {
        skipTypeParameters();
        while (at < tokens.size() && !token().equals("{") && !isClosing(token())) {
            boolean isNext = KotlinTokens.isKdoc(token())
                    || TYPES.contains(token())
                    || (CALLABLES.contains(token()) && !token().equals("constructor"));
            if (isNext) {
                return;
            }
            if (token().equals("(")) {
                at++;
                declarations(type);
                at++;
                doc = "";
            } else {
                at++;
            }
        }
    }

    // Functions and properties

    private void function(String scope) {
        String comment = taken();
        at++;
        skipTypeParameters();
        int start = at;
        while (at < tokens.size() && !isEndOfFunctionName()) {
            if (isOpening(token())) {
                skip();
            } else if (token().equals("<")) {
                skipTypeParameters();
            } else {
                at++;
            }
        }
        if (at == start) {
            doc = comment; // an interface of one function is next
            return;
        }
        String name = token(at - 1);
        String receiver = receiver(start, at - 1);
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        if (token().equals("(")) {
            at++;
            parameters(names, types);
        }
        found.add(new Declaration(scope, Kind.FUNCTION, name, receiver, names, types, comment));
    }

    private boolean isEndOfFunctionName() {
        boolean isStart = token().equals("(")
                && KotlinTokens.isName(token(at - 1))
                && !token(at - 1).equals("fun");
        return isStart || TYPES.contains(token()) || token().equals("{") || isClosing(token()) || token().equals("=");
    }

    private void property(String scope) {
        String comment = taken();
        at++;
        skipTypeParameters();
        int start = at;
        int name = -1;
        while (at < tokens.size() && (name < 0 || token().equals("."))) {
            at += token().equals(".") ? 1 : 0;
            if (!KotlinTokens.isName(token())) {
                return;
            }
            name = at++;
            skipTypeParameters();
            at += token().equals("?") ? 1 : 0;
        }
        if (name >= 0) {
            String receiver = receiver(start, name);
            found.add(new Declaration(scope, Kind.PROPERTY, token(name), receiver, List.of(), List.of(), comment));
        }
    }

    /** Returns the last name before the dot that a function's or property's name follows. */
    private String receiver(int start, int name) {
        int depth = 0;
        for (int i = name - 2; i >= start && token(name - 1).equals("."); i--) {
            depth += token(i).equals(">") ? 1 : token(i).equals("<") ? -1 : 0;
            if (depth == 0 && KotlinTokens.isName(token(i))) {
                return token(i);
            }
        }
        return "";
    }

    private void parameters(List<String> names, List<String> types) {
        while (at < tokens.size() && !isClosing(token())) {
            boolean isParameter = KotlinTokens.isName(token()) && token(at + 1).equals(":");
            if (isParameter && !token(at - 1).equals("@")) {
                names.add(token());
                at += 2;
                types.add(typeName());
            } else if (isOpening(token())) {
                skip();
            } else {
                at++;
            }
        }
        at++;
    }

    /** Reads a parameter's type and its default. */
    private String typeName() {
        String name = "";
        boolean isNamed = true;
        int angles = 0;
        while (at < tokens.size() && !isClosing(token()) && !(token().equals(",") && angles == 0)) {
            angles += token().equals("<") ? 1 : token().equals(">") && angles > 0 ? -1 : 0;
            isNamed &= KotlinTokens.isName(token()) || token().equals(".");
            name = isNamed && KotlinTokens.isName(token()) ? token() : name;
            if (isOpening(token())) {
                skip();
            } else {
                at++;
            }
        }
        return name;
    }
}
