package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MixedCatalogueTest {

    @Test
    void bothLanguagesCallEachOther() {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream screen = System.out;
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            MixedCatalogue.main(new String[0]);
        } finally {
            System.setOut(screen);
        }

        assertThat(captured.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Green costs 300",
                        "Together: Masala and Ginger",
                        "* Masala 250",
                        "* Green 300",
                        "* Ginger 350",
                        "Only the first: Masala");
    }
}
