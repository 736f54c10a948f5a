package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import programs.Stuck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One program with a deadlock, a wait for Kotlin that never ends, and a leak of tasks, and what each command says of it. */
@Timeout(60)
class StuckProgramTest {

    /** Others may look into any process meanwhile. */
    private static final String OWN_RECORDING =
            "suspension-insight-" + ProcessHandle.current().pid() + "-";

    private static Child child;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() {
        child = Child.start(directory, Stuck.class);
    }

    @AfterAll
    static void end() {
        child.close();
    }

    private static JsonNode json(Printed printed) {
        return new ObjectMapper().readTree(printed.out());
    }

    @Test
    @Timeout(180) // it asks every JVM of this user
    void psListsTheProcess() {
        Printed ps = Printed.by("ps");
        assertThat(ps.exitCode()).isZero();
        assertThat(ps.lines().get(0)).matches(" *PID  MAIN CLASS +LOOPS +TASKS +LAG");
        List<String> row = ps.row(child.pid());
        assertThat(row.subList(1, 3)).containsExactly("programs.Stuck", "3");
        assertThat(Integer.parseInt(row.get(3))).isGreaterThanOrEqualTo(54);
        assertThat(ps.lines()).allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void psOfAProcessListsItsTasks() {
        Printed ps = Printed.in(Map.of("COLUMNS", "100"), "ps", child.pid());
        assertThat(ps.err()).isEmpty();
        assertThat(ps.lines().get(0)).matches(" *ID  TASK +LOOP +STATE +WAITS FOR +SINCE");
        assertThat(ps.lines()).anyMatch(line -> line.matches(" *\\d+  ship +orders +waiting +.*pack.* +\\d.*s"));
        assertThat(ps.lines()).anyMatch(line -> line.matches(" *\\d+  pack +orders +waiting +.*Lock.* +\\d.*s"));
        assertThat(ps.lines()).anyMatch(line -> line.matches(" *\\d+  price +prices +waiting .*"));
        assertThat(ps.lines()).filteredOn(line -> line.contains("subscriber-")).hasSizeGreaterThanOrEqualTo(50);
        assertThat(ps.lines()).allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(100));
    }

    @Test
    void psOfAProcessIsJsonToo() {
        JsonNode tasks = json(Printed.by("ps", child.pid(), "--json"));
        JsonNode ship = StreamSupport.stream(tasks.spliterator(), false)
                .filter(task -> task.get("name").asString().equals("ship"))
                .findFirst()
                .orElseThrow();
        assertThat(ship.get("loop").asString()).isEqualTo("orders");
        assertThat(ship.get("state").asString()).isEqualTo("waiting");
        assertThat(ship.get("forMillis").asLong()).isPositive();
    }

    @Test
    void pstreeBeginsWithTheDeadlock() {
        Printed tree = Printed.by("pstree", child.pid());
        assertThat(tree.exitCode()).isZero();
        String first = tree.out().substring(0, tree.out().indexOf("(T)"));
        assertThat(first).contains("ship").contains("pack").contains("Stuck.java:");
        assertThat(tree.out()).contains("Stuck.price");
        assertThat(tree.out()).contains("subscriber-");
    }

    @Test
    void pstreeIsJsonToo() {
        JsonNode graph = json(Printed.by("pstree", child.pid(), "--json"));
        assertThat(graph.get("loops"))
                .extracting(loop -> loop.get("name").asString())
                .containsExactlyInAnyOrder("orders", "prices", "leak");
        assertThat(graph.get("deadlocks")).hasSize(1);
    }

    @Test
    void dumpTellsEverything() {
        JsonNode dump = json(Printed.by("dump", child.pid()));
        assertThat(dump.get("pid").asString()).isEqualTo(child.pid());
        assertThat(dump.get("mainClass").asString()).isEqualTo("programs.Stuck");
        assertThat(dump.get("statistics"))
                .extracting(loop -> loop.get("name").asString())
                .containsExactlyInAnyOrder("orders", "prices", "leak");
        assertThat(dump.get("graph").get("loops")).hasSize(3);
    }

    @Test
    void topShowsThatTasksGrow() {
        Printed top = Printed.by("top", child.pid(), "--times", "1");
        assertThat(top.exitCode()).isZero();
        assertThat(top.row("leak").get(6)).startsWith("+");
        assertThat(top.row("orders").get(1)).isEqualTo("0 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps", "pstree", "dump", "top --times=1"})
    void nothingIsLeftWhereTheProcessRuns(String typed) throws IOException {
        String[] words = (typed + " " + child.pid()).split(" ");
        Printed.by(words);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nothingIsLeftInTheProcess() throws Exception {
        Printed.by("pstree", child.pid());
        try (Target target = Target.attach(Long.parseLong(child.pid()))) {
            assertThat(target.jcmd("JFR.check")).doesNotContain(OWN_RECORDING);
        }
    }
}
