package suspension.insight.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.json.JsonWriter;

/** Where the tool prints: a person's terminal, or a file or another program. */
final class Terminal {

    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final @Nullable Stty stty;

    /**
     * Makes a terminal.
     *
     * @param environment its variables: {@code COLUMNS}, {@code NO_COLOR}, {@code TERM}
     * @param stty null if no person looks on
     */
    Terminal(PrintStream out, PrintStream err, Map<String, String> environment, @Nullable Stty stty) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.stty = stty;
    }

    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        Charset charset = charset(environment);
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                environment,
                Stty.isTerminal() ? new Stty() : null);
    }

    /** What the locale names, and UTF-8 if it names nothing, as in most containers. */
    static Charset charset(Map<String, String> environment) {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return Charset.defaultCharset();
        }
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                String name = locale.replaceFirst("@.*", "").replaceFirst("^[^.]*\\.?", "");
                return isCharset(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean isCharset(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._:+-]*") && Charset.isSupported(name);
    }

    boolean isInteractive() {
        return stty != null;
    }

    /** Whether full pages can be drawn over each other, and keys be read. */
    boolean hasScreen() {
        return stty != null && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** How wide lines should be: as the user says, or the terminal. */
    int columns() {
        int said = number(environment.getOrDefault("COLUMNS", ""));
        if (said > 0) {
            return said;
        }
        int[] size = size();
        return size[1];
    }

    int rows() {
        return size()[0];
    }

    private int[] size() {
        String size = stty == null ? "" : stty.ask("size");
        int space = size.indexOf(' ');
        int rows = space < 0 ? 0 : number(size.substring(0, space));
        int columns = space < 0 ? 0 : number(size.substring(space + 1));
        return new int[] {rows > 0 ? rows : DEFAULT_ROWS, columns > 0 ? columns : DEFAULT_COLUMNS};
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    /** Returns how wide lines may be that lose their meaning when they are cut: only a person's terminal cuts them. */
    int columnsOfTrees() {
        boolean cut = isInteractive() || environment.containsKey("COLUMNS");
        return cut ? columns() : Integer.MAX_VALUE;
    }

    void line(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Prints what is no result: how it goes, and what is wrong. */
    void note(String line) {
        out.flush();
        line.lines().map(Width::plain).forEach(plain -> {
            err.print(plain);
            err.print('\n');
        });
        if (line.isEmpty()) {
            err.print('\n');
        }
        err.flush();
    }

    void json(Object value) {
        line(JsonWriter.write(value));
        out.flush();
    }

    /** Prints as it is. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** Says whether all that was printed has arrived. */
    boolean flush() {
        out.flush();
        return !out.checkError();
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String red(String text) {
        return styled("1;31", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    private String styled(String style, String text) {
        boolean colours =
                hasScreen() && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return colours ? "\033[" + style + "m" + text + "\033[m" : text;
    }

    /** A terminal on which pages are drawn; closing it brings back what was there before. */
    interface Screen {
        void close();
    }

    /** Draws pages over each other from now on, and takes keys as they are pressed. */
    Screen screen() {
        Stty keys = stty;
        if (keys == null) {
            return () -> {};
        }
        String before = keys.ask("-g");
        keys.ask("-icanon", "-echo", "min", "0", "time", "0", "susp", "undef");
        raw("\033[?1049h\033[?25l");
        return () -> {
            raw("\033[?25h\033[?1049l");
            if (!before.isEmpty()) {
                keys.ask(before);
            }
        };
    }

    /** Returns a key that was pressed; negative if there was none. */
    int key() throws IOException {
        return System.in.available() > 0 ? System.in.read() : -1;
    }
}
