package suspension.insight.tool.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class JsonTest {

    private static final Map<String, Object> OBJECT = new LinkedHashMap<>();

    static {
        OBJECT.put("text", "\"quoted\" \\ \n \t \u0001 ünï注文🚀");
        OBJECT.put("lone surrogate", "a\ud83d");
        OBJECT.put("whole", 4711L);
        OBJECT.put("fraction", -1.5e-3);
        OBJECT.put("yes", true);
        OBJECT.put("none", null);
        OBJECT.put("empty", List.of());
        OBJECT.put("list", Arrays.asList(1L, "two", null, Map.of(), Map.of("three", 3L)));
    }

    @Test
    void readsWhatItWrites() {
        assertThat(JsonReader.read(JsonWriter.write(OBJECT))).isEqualTo(OBJECT);
    }

    @Test
    void othersReadWhatItWrites() {
        Map<?, ?> read = new ObjectMapper().readValue(JsonWriter.write(OBJECT), Map.class);
        assertThat(read.get("text")).isEqualTo(OBJECT.get("text"));
        assertThat(read.get("fraction")).isEqualTo(-1.5e-3);
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(OBJECT.keySet()));
    }

    @Test
    void writesOneLineWithoutSpace() {
        assertThat(JsonWriter.write(Arrays.asList(1, null, "a", new JsonWriter.Raw("{\"b\":2}"), Double.NaN)))
                .isEqualTo("[1,null,\"a\",{\"b\":2},null]");
    }

    @Test
    void readsSpaceAndEscapes() {
        assertThat(JsonReader.read(" { \"a\" : [ 1 , 2.5 , \"\\u00fc\\/\\b\" ] } "))
                .isEqualTo(Map.of("a", List.of(1L, 2.5, "ü/\b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "[1 2]", "{\"a\"}", "tru", "\"a", "\"\\u12", "1 1", "-", "{a:1}"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not JSON at character ");
    }
}
