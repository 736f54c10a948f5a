package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User code that must compile unchanged, and run. */
final class FacadeContractTest {

    @TempDir
    Path folder;

    @Test
    void contractCompilesStrictlyAndRuns() throws Exception {
        check(new UserCode(folder));
    }

    @Test
    void contractHoldsForKotlin21AndBodiesBesideInterfaces() throws Exception {
        check(new UserCode(folder).with(Path.of("target/kotlin-2.1")));
    }

    private static void check(UserCode code) throws Exception {
        assertThat(code.file("contract/facade/FacadeContract.java").compile()).isEmpty();
        code.run("contract.facade.FacadeContract", "main");
    }
}
