package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A facade of more functions than one class's initializer has room for the handles of. */
final class LargeFacadeTest {

    @TempDir
    Path folder;

    @Test
    void handlesOfManyFunctionsStandInSeveralClasses() throws Exception {
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
        assertThat(code.generated().get("JavaUArraysCalls.java")).contains("static final class More1 {");
        code.run("user.Ask", "run");
    }
}
