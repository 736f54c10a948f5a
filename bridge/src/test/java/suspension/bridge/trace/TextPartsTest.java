package suspension.bridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPartsTest {

    @Test
    void aShortTextIsOnePart() {
        assertThat(TextParts.of("", 4)).containsExactly("");
        assertThat(TextParts.of("abcd", 4)).containsExactly("abcd");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(TextParts.of("abcdefghi", 4)).containsExactly("abcd", "efgh", "i");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(TextParts.of("abc\uD83D\uDE00de", 4)).containsExactly("abc", "\uD83D\uDE00de");
    }
}
