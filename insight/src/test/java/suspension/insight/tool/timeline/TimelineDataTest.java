package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineDataTest {

    @Test
    void rowsAreWrittenInColumnsAndTextsOnce() {
        Timeline timeline = new TimelineBuilder()
                .loop(1, "web-1", "web")
                .loop(2, "jobs", null)
                .task(7, "order", 1, 0, 10, null, null, "pending", null)
                .task(8, "mail", 1, 7, 20, 21L, 30L, "failed", "IOException: full")
                .slice(7, 1, 10, 20)
                .waits(8, 21, 25, "sleep", "4 µs", "timer")
                .wokenBy(7, 8, 25, 30, "lock", "4 µs")
                .blocked(1, 7, 10, 20, "main", "a\nb")
                .call(8, 26, 27, "pool-1")
                .lag(1, 15, 2, 3)
                .build("run.jfr", 100);

        assertThat(TimelineData.of(timeline))
                .isEqualTo(String.join(
                        "",
                        "{\"version\":1,\"title\":\"run.jfr\",\"start\":1766000000000,\"duration\":100,",
                        "\"loops\":[{\"id\":1,\"name\":\"web-1\",\"group\":\"web\"},",
                        "{\"id\":2,\"name\":\"jobs\",\"group\":null}],",
                        "\"tasks\":{\"id\":[7,8],\"name\":[\"order\",\"mail\"],\"loop\":[1,1],\"creator\":[0,7],",
                        "\"kind\":[\"body\",\"body\"],\"created\":[10,20],\"started\":[null,21],\"ended\":[null,30],",
                        "\"outcome\":[\"pending\",\"failed\"],\"error\":[null,\"IOException: full\"]},",
                        "\"slices\":{\"task\":[7],\"loop\":[1],\"from\":[10],\"to\":[20]},",
                        "\"waits\":{\"task\":[8,8],\"from\":[21,25],\"to\":[25,30],\"why\":[0,1],\"what\":[0,0],",
                        "\"awaited\":[0,0],\"wokenBy\":[0,7],\"waker\":[1,2],\"stack\":[3,4]},",
                        "\"reasons\":[\"sleep\",\"lock\"],",
                        "\"texts\":[\"4 µs\",\"timer\",\"task\",",
                        "\"suspension.Async.sleep(Async.java:71)\\nshop.Orders.handle(Orders.java:42)\",",
                        "\"suspension.Async.lock(Async.java:71)\\nshop.Orders.handle(Orders.java:42)\"],",
                        "\"blocked\":[{\"loop\":1,\"task\":7,\"from\":10,\"to\":20,\"thread\":\"main\",",
                        "\"stack\":\"a\\nb\"}],",
                        "\"calls\":{\"task\":[8],\"from\":[26],\"to\":[27],\"thread\":[\"pool-1\"]},",
                        "\"lag\":[{\"loop\":1,\"at\":15,\"queue\":2,\"timer\":3}]}"));
    }

    @Test
    void nanosecondsAreDecimals() {
        assertThat(slice(1, 999)).contains("\"from\":[0.001],\"to\":[0.999]");
        assertThat(slice(-1, 1_000_020)).contains("\"from\":[-0.001],\"to\":[1000.020]");
        assertThat(slice(-1_100, 2_000)).contains("\"from\":[-1.100],\"to\":[2]");
    }

    @Test
    void whatIsNotThereHasNoText() {
        Timeline.Wait wait = new Timeline.Wait(1, 0, 1, "sleep", "1 s", 0, 0, null, null);
        Timeline timeline =
                new Timeline("", 0, 1, List.of(), List.of(), List.of(), List.of(wait), List.of(), List.of(), List.of());

        assertThat(TimelineData.of(timeline)).contains("\"what\":[0],", "\"waker\":[-1],\"stack\":[-1]}");
    }

    @Test
    void noTextEndsTheScriptThatHoldsIt() {
        String data = TimelineData.of(Timelines.hostile());

        assertThat(data).doesNotContain("<").contains("\\u003c/script>", "\\\"quoted\\\"", "\\n", "\\ud83d\"");
    }

    private static String slice(long from, long to) {
        Timeline.Slice slice = new Timeline.Slice(1, 1, from, to);
        return TimelineData.of(new Timeline(
                "", 0, 1, List.of(), List.of(), List.of(slice), List.of(), List.of(), List.of(), List.of()));
    }
}
