package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import programs.Busy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One loop is blocked in native code, one takes a whole processor, and one is fine. */
@Timeout(60)
class BusyProgramTest {

    private static Child child;

    @BeforeAll
    static void start() {
        child = Child.start(Busy.class);
    }

    @AfterAll
    static void end() {
        child.close();
    }

    @Test
    void pstreeShowsWhatHasTheTurn() {
        String tree = Printed.by("pstree", child.pid()).out();
        assertThat(tree).containsPattern("read input has had the turn for").containsPattern("Busy.readInput");
        assertThat(tree).containsPattern("compute has had the turn for").containsPattern("Busy.compute");
    }

    @Test
    void topShowsWhatHogsTheTurn() {
        Printed top = Printed.by("top", child.pid(), "--times", "2");
        assertThat(top.exitCode()).isZero();
        String page = top.out().substring(top.out().lastIndexOf("top - "));
        assertThat(page).containsPattern("BLOCKED: reader, by read input for [\\d.]+ m?s");
        assertThat(page).containsPattern("BLOCKED: computer, by compute for [\\d.]+ m?s");
        assertThat(page).contains("at programs.Busy.compute").contains("at programs.Busy.readInput");
        assertThat(page).containsPattern("reader +(9\\d|100) %").containsPattern("computer +(9\\d|100) %");
        assertThat(page).containsPattern("sleep +\\d+");
        assertThat(page).containsPattern("ticker +fine");
    }

    @Test
    void topIsALineOfJsonForEachPage() {
        Printed top = Printed.by("top", "--json", "--times=1", child.pid());
        assertThat(top.lines()).hasSize(1);
        JsonNode frame = new ObjectMapper().readTree(top.out());
        assertThat(frame.get("loops")).hasSize(3);
        assertThat(frame.get("tasks").get(0).get("share").asDouble()).isGreaterThan(0.5);
    }
}
