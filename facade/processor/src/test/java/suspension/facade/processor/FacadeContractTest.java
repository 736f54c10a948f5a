package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that must compile unchanged, and run, whichever Kotlin has compiled the API. */
final class FacadeContractTest {

    @TempDir
    Path folder;

    @Test
    void contractCompilesStrictlyAndRuns() throws Exception {
        check(new UserCode(folder));
    }

    /** The oldest has its default bodies beside the interfaces. */
    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2", "2.3"})
    void contractHoldsForOlderKotlin(String version) throws Exception {
        check(new UserCode(folder).with(Path.of("target/kotlin-" + version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.9.0", "3.1.0"})
    void contractHoldsForMetadataOfANewerKotlin(String version) throws Exception {
        int[] numbers =
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        Path classes = folder.resolve("newer");
        PatchedMetadata.ofVersion(Path.of("target/test-classes/shop"), classes.resolve("shop"), numbers);
        check(new UserCode(folder).with(classes));
    }

    @Test
    void metadataThatCannotBeReadAreAnErrorAtTheAnnotation() throws Exception {
        Path classes = folder.resolve("garbage");
        PatchedMetadata.garbage(Path.of("target/test-classes/shop/Users.class"), classes.resolve("shop/Users.class"));
        List<String> said = new UserCode(folder)
                .with(classes)
                .source("user/Ask", "package user;\n@suspension.facade.SuspendFacade(shop.Users.class)\nclass Ask {}\n")
                .compile();
        assertThat(said)
                .singleElement()
                .asString()
                .contains("Ask.java:2", "The Kotlin metadata of shop.Users cannot be read", "take a newer one");
    }

    private static void check(UserCode code) throws Exception {
        assertThat(code.file("contract/facade/FacadeContract.java").compile()).isEmpty();
        code.run("contract.facade.FacadeContract", "main");
    }
}
