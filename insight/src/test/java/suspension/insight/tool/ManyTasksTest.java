package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import programs.Many;

@Timeout(90)
class ManyTasksTest {

    @Test
    void tenThousandTasksAreAllThere() {
        try (Child child = Child.start(Many.class, "-Xss256k")) {
            Printed ps = Printed.by("ps", child.pid());
            assertThat(ps.err()).isEmpty();
            assertThat(ps.lines()).hasSize(10_001);
            Printed tree = Printed.by("pstree", child.pid());
            assertThat(tree.out()).contains("crawlers");
            Printed top = Printed.by("top", child.pid(), "--times", "1");
            assertThat(top.out()).contains("2500");
        }
    }
}
