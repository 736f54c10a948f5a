package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import suspension.insight.tool.timeline.TimelinePicture.Panel;

class TimelinePictureTest {

    private static final Duration STEP = Duration.ofMillis(100);

    @Test
    void tasksHaveBarsAtTheirTimes() throws Exception {
        Document picture = parsed(sleeping(0));

        assertThat(bars(picture, "sleeps")).containsExactly("92.0+636.0");
        assertThat(bars(picture, "runs")).containsExactly("92.0+6.0", "722.0+6.0");
        assertThat(texts(picture))
                .containsExactly(
                        "It sleeps", "main", "sleep of 2 s", "0 s", "0.5 s", "1 s", "1.5 s", "2 s", "runs", "sleeps");
    }

    @Test
    void whatDiffersLittleLooksTheSame() {
        assertThat(sleeping(7000)).isEqualTo(sleeping(0));
    }

    @Test
    void readyTaskIsShownBesideTheOneThatBlocks() throws Exception {
        Timeline timeline = new TimelineBuilder()
                .returned(1, "a", 1, 0, 0, 2_000_000)
                .returned(2, "b", 1, 1, 1000, 2_001_000)
                .slice(1, 1, 100, 2_000_000)
                .slice(2, 1, 2_000_000, 2_001_000)
                .blocked(1, 1, 100_000, 2_000_000, "main", "")
                .build("", 2_100_000);

        Document picture = parsed(TimelinePicture.draw(
                "Blocked", List.of(new Panel("One blocks", timeline, List.of("main", "other"))), STEP));

        assertThat(bars(picture, "blocks")).startsWith("92.0+636.0");
        assertThat(bars(picture, "ready")).startsWith("92.0+636.0");
        assertThat(texts(picture))
                .contains("main", "other", "blocks the loop", "ready, but it has no turn")
                .doesNotContain("a", "b");
    }

    @Test
    void taskThatWasCancelledSaysSoWhereItEnds() throws Exception {
        Timeline timeline = new TimelineBuilder()
                .returned(1, "a", 1, 0, 0, 2_000_000)
                .task(2, "b", 1, 1, 0, 0L, 1_000_000L, "cancelled", null)
                .build("", 2_100_000);

        Document picture = parsed(
                TimelinePicture.draw("Cancelled", List.of(new Panel("One is cancelled", timeline, List.of())), STEP));

        assertThat(texts(picture))
                .containsSubsequence("a", "b", "cancelled", "0 s")
                .containsOnlyOnce("cancelled");
    }

    @Test
    void namesAreText() throws Exception {
        Timeline timeline = new TimelineBuilder()
                .returned(1, "<b> & \"c\"", 1, 0, 0, 1_000_000)
                .build("", 1_000_000);

        Document picture = parsed(TimelinePicture.draw("<&>", List.of(new Panel("</svg>", timeline, List.of())), STEP));

        assertThat(texts(picture)).contains("</svg>", "<b> & \"c\"");
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("<&>");
    }

    @Test
    void lightAndDarkAreInThePicture() {
        assertThat(sleeping(0)).contains("@media (prefers-color-scheme: dark)");
    }

    private static String sleeping(long late) {
        Timeline timeline = new TimelineBuilder()
                .returned(1, "Task-1", 1, 0, 3000, 2_003_000 + late)
                .slice(1, 1, 3000 + late, 4000 + late)
                .waits(1, 4000 + late, 2_001_000 + late, "sleep", "sleep of PT2S", "timer")
                .slice(1, 1, 2_001_000 + late, 2_003_000 + late)
                .build("", 2_100_000);
        return TimelinePicture.draw("Sleeping", List.of(new Panel("It sleeps", timeline, List.of("main"))), STEP);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where bars of a look begin and how wide they are, the legend's left out. */
    private static List<String> bars(Document picture, String look) {
        return elements(picture, "rect").stream()
                .filter(bar -> bar.getAttribute("class").equals(look)
                        && bar.getAttribute("height").equals("20.0"))
                .map(bar -> bar.getAttribute("x") + "+" + bar.getAttribute("width"))
                .toList();
    }

    private static List<String> texts(Document picture) {
        return elements(picture, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document picture, String name) {
        NodeList nodes = picture.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
