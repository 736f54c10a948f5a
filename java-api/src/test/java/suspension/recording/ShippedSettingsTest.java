package suspension.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Configuration;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.EventLoop;

/** The settings for recordings that the library ships: {@code suspension.jfc}, {@code suspension-stacks.jfc}. */
@SuppressWarnings("try")
class ShippedSettingsTest {

    private static Map<String, String> settings(String file) throws Exception {
        try (Reader reader = new InputStreamReader(ShippedSettingsTest.class.getResourceAsStream("/" + file), UTF_8)) {
            return Configuration.create(reader).getSettings();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspension.jfc", "suspension-stacks.jfc"})
    void nameEachEventThereIs(String file) throws Exception {
        Set<String> named = new TreeSet<>();
        settings(file).keySet().forEach(setting -> named.add(setting.substring(0, setting.indexOf('#'))));
        Set<String> existing = new TreeSet<>();
        try (EventLoop loop = EventLoop.start();
                Recorded recorded = Recorded.from()) {
            for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
                if (type.getName().startsWith("suspension.")) {
                    existing.add(type.getName());
                    assertThat(type.getCategoryNames()).containsExactly("Suspension");
                    assertThat(type.getLabel()).isNotEmpty();
                }
            }
        }
        assertThat(named).isEqualTo(existing).hasSize(9);
    }

    @Test
    void differInTheStacksOfWaits() throws Exception {
        Map<String, String> plain = settings("suspension.jfc");
        Map<String, String> stacks = settings("suspension-stacks.jfc");
        assertThat(plain).containsEntry("suspension.Wait#stackTrace", "false");
        assertThat(stacks).containsEntry("suspension.Wait#stackTrace", "true");
        plain.remove("suspension.Wait#stackTrace");
        stacks.remove("suspension.Wait#stackTrace");
        assertThat(plain).isEqualTo(stacks);
    }

    @Test
    void leaveTheGraphToThoseWhoAskForIt() throws Exception {
        assertThat(settings("suspension.jfc"))
                .containsEntry("suspension.TaskGraph#enabled", "false")
                .containsEntry("suspension.Slice#enabled", "true");
    }
}
