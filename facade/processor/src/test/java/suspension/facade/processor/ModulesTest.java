package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whose code is a module, and whose Kotlin API is a jar without a description of its module. */
final class ModulesTest {

    /** What is on the module path: neither the processor nor what it needs. */
    private static final Pattern LIBRARIES = Pattern.compile(
            ".*(facade.api|java-api|bridge).target.*|.*(kotlin-stdlib|coroutines-core|jspecify)[^/]*jar");

    @TempDir
    Path folder;

    @Test
    void contractCompilesStrictlyAndRunsAsAModule() throws Exception {
        Path[] path = modulePath();
        List<String> said = new UserCode(folder)
                .modules(path)
                .source("module-info", """
                        /** A user. */
                        @SuppressWarnings("requires-automatic") // as the author of the API has it
                        module user {
                            requires suspension.facade;
                            requires shop;
                            requires org.jspecify;

                            exports contract.facade;
                        }
                        """)
                .file("contract/facade/FacadeContract.java")
                .compile();
        assertThat(said).isEmpty();
        run(path);
    }

    private void run(Path... path) throws ReflectiveOperationException {
        Path[] all = Stream.concat(Stream.of(folder.resolve("classes")), Stream.of(path))
                .toArray(Path[]::new);
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(all), ModuleFinder.of(), Set.of("user"));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader("user");
        Class<?> user = loader.loadClass("contract.facade.FacadeContract");
        assertThat(user.getModule().isNamed()).isTrue();
        user.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private Path[] modulePath() throws IOException {
        Stream<Path> libraries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(LIBRARIES.asMatchPredicate())
                .map(Path::of);
        return Stream.concat(Stream.of(jarOfShop()), libraries).toArray(Path[]::new);
    }

    private Path jarOfShop() throws IOException {
        Path jar = folder.resolve("shop.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.list(Path.of("target/test-classes/shop"))) {
            for (Path each : classes.toList()) {
                out.putNextEntry(new JarEntry("shop/" + each.getFileName()));
                Files.copy(each, out);
            }
        }
        return jar;
    }
}
