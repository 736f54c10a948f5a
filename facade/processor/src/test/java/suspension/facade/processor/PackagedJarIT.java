package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code java -jar suspension-facade-processor.jar print some.jar shop.Users}. */
@EnabledIfSystemProperty(named = "processor.jar", matches = ".+")
final class PackagedJarIT {

    private static final String[] CLASSES = {
        "shop.Users",
        "shop.ShopKt",
        "shapes.ValueClasses",
        "shapes.Defaults",
        "shapes.Lambdas",
        "shapes.Odd",
        "shapes.ShapesKt",
        "combo.Sub",
        "combo.ComboKt",
        "kotlinx.coroutines.flow.FlowKt"
    };

    @TempDir
    Path folder;

    /** Each JVM gives sets and maps another order. */
    @Test
    void everyJvmPrintsTheSameFacades() throws Exception {
        Process first = print("first", CLASSES);
        Process second = print("second", CLASSES);
        assertThat(first.waitFor()).as(printed("first.err")).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(printed("first"))
                .contains("public interface JavaUsers {", "public final class JavaShop {")
                .isEqualTo(printed("second"));
    }

    @Test
    void classThatIsNotThereIsNamed() throws Exception {
        assertThat(print("none", "shop.Gone").waitFor()).isEqualTo(1);
        assertThat(printed("none.err")).contains("There is no class shop.Gone on the class path");
    }

    @Test
    void commandWithoutAClassSaysHowItIsUsed() throws Exception {
        assertThat(print("usage").waitFor()).isEqualTo(2);
        assertThat(printed("usage.err")).contains("print <class path> <class>...");
    }

    private Process print(String out, String... classes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("processor.jar"),
                "print",
                apis()));
        command.addAll(List.of(classes));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve(out).toFile())
                .redirectError(folder.resolve(out + ".err").toFile())
                .start();
    }

    /** The class path of the tests, without the processor and what it needs itself. */
    private static String apis() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !each.endsWith("processor/target/classes") && !each.contains("kotlin-metadata"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String printed(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
