package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade of what many Kotlin files bring together in one class. */
final class LargeFacadeTest {

    @TempDir
    Path folder;

    @Test
    void functionsOfSeveralFilesAreFound() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(kotlin.collections.unsigned.UArraysKt.class)
                public class Ask {
                    public static void run() {
                        int[] bits = {3, 1, 2};
                        if (JavaUArrays.drop(bits, 1).size() != 2 || JavaUArrays.takeLast(bits, 2).size() != 2) {
                            throw new AssertionError();
                        }
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
    }
}
