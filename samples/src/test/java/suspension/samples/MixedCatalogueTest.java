package suspension.samples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import kotlinx.coroutines.BuildersKt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedCatalogueTest {

    @ParameterizedTest
    @ValueSource(strings = {"MixedCatalogue", "MixedCatalogueByHand"})
    void bothLanguagesCallEachOther(String sample) throws Exception {
        assumeTrue(
                Arrays.stream(BuildersKt.class.getMethods())
                        .anyMatch(method -> method.getName().equals("runBlockingK$default")),
                "Ktor is built for kotlinx-coroutines 1.11, and links to what older versions lack");
        Runs.assertKeepsItsPromise(sample);
    }
}
