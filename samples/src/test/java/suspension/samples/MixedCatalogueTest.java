package suspension.samples;

import org.junit.jupiter.api.Test;

class MixedCatalogueTest {

    @Test
    void bothLanguagesCallEachOther() throws Exception {
        Runs.assertKeepsItsPromise("MixedCatalogue");
    }
}
