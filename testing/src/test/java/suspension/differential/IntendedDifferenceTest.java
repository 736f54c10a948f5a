package suspension.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may differ from CPython, and what the reader is told of it. */
class IntendedDifferenceTest {

    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (.+)");

    @Test
    void theGuideHasOneTableOfAllRulesAndTheirReasons() throws Exception {
        List<String> rows = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("../docs/src/main/asciidoc/from-asyncio.adoc"))) {
            within = within ? line.startsWith("|") : line.startsWith("| rule |");
            Matcher row = ROW.matcher(line);
            if (within && row.matches()) {
                rows.add(row.group(1) + ": " + row.group(2));
            }
        }
        assertThat(rows).isEqualTo(IntendedDifference.table());
    }
}
