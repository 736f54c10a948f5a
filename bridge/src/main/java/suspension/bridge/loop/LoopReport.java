package suspension.bridge.loop;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words what a loop does, for warnings and failures. A service, because the bridge does not know those who know
 * tasks by their public names.
 */
public interface LoopReport {

    /** Returns the text, in lines that each have a line break before them. Any thread calls this. */
    String of(Loop loop);

    /** Returns the text; empty if there is nobody to put it into words, or if that fails. Never throws. Any thread. */
    static String text(Loop loop) {
        try {
            return Installed.REPORT == null ? "" : Installed.REPORT.of(loop);
        } catch (Throwable e) {
            return "";
        }
    }

    /** Looked for when the first text is wanted, because that is hardly ever. */
    final class Installed {

        private static final @Nullable LoopReport REPORT = find();

        private Installed() {}

        private static @Nullable LoopReport find() {
            Iterator<LoopReport> found = ServiceLoader.load(LoopReport.class, LoopReport.class.getClassLoader())
                    .iterator();
            return found.hasNext() ? found.next() : null;
        }
    }
}
