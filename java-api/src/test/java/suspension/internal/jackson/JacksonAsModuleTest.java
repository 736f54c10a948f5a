package suspension.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** This library as a named module, with and without the Jacksons that it knows. */
class JacksonAsModuleTest {

    private static final String LIBRARY =
            ".*java-api.target.classes|.*bridge.target.*|.*(kotlin-stdlib|coroutines-core|jspecify)[^/]*jar|";

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    suspension                     ; none
                    com.fasterxml.jackson.databind ; .*/com/fasterxml/jackson/.*jar
                    tools.jackson.databind         ; .*/tools/jackson/.*jar|.*/jackson-annotations[^/]*jar
                    """)
    void startsALoop(String jackson, String jars) throws Exception {
        ModuleFinder path = ModuleFinder.of(modulePath(LIBRARY + jars));
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(path, ModuleFinder.of(), Set.copyOf(List.of("suspension", jackson)));
        assertThat(configuration.modules()).anyMatch(module -> module.name().equals(jackson));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader("suspension");
        Class<?> loops = loader.loadClass("suspension.EventLoop");
        assertThat(loops.getModule().isNamed()).isTrue();
        try (AutoCloseable loop = (AutoCloseable) loops.getMethod("start").invoke(null)) {
            assertThat(loop).hasToString("EventLoop[loop-1, 0 pending tasks]");
        }
    }

    private static Path[] modulePath(String pattern) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(Pattern.compile(pattern).asMatchPredicate())
                .map(Path::of)
                .toArray(Path[]::new);
    }
}
