package suspension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suspension.bridge.KotlinTask;

/** Messages name the user's class also where a build has put the user's classes and this library's into one place. */
class MergedClassesTest {

    private static final String PROGRAM = """
            package shop;

            import java.util.concurrent.CompletableFuture;
            import suspension.Async;
            import suspension.EventLoop;

            public final class Orders {

                public static void main(String[] arguments) throws Exception {
                    switch (arguments[0]) {
                        case "thread" -> print(() -> Async.yieldNow());
                        case "callback" -> {
                            try (EventLoop loop = EventLoop.start()) {
                                CompletableFuture<Void> done = new CompletableFuture<>();
                                loop.execute(() -> {
                                    print(() -> Async.yieldNow());
                                    done.complete(null);
                                });
                                done.join();
                            }
                        }
                        case "allTasks" -> print(() -> Async.allTasks());
                        case "creation" -> Async.run(() -> System.out.println(Async.createTask(Orders::tea)));
                        default -> throw new AssertionError(arguments[0]);
                    }
                }

                private static String tea() {
                    return "tea";
                }

                private static void print(Runnable misuse) {
                    try {
                        misuse.run();
                    } catch (IllegalStateException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    private static Path folder;

    /** The user's program with this library's classes beside it, then everything else that it needs. */
    private static String classPath;

    @BeforeAll
    static void merge() throws Exception {
        Path merged = Files.createDirectory(folder.resolve("merged"));
        List<Path> library = List.of(placeOf(Async.class), placeOf(KotlinTask.class));
        for (Path place : library) {
            copy(place, merged);
        }
        classPath = Stream.concat(
                        Stream.of(merged),
                        Stream.of(ChildJvm.classPath().split(File.pathSeparator))
                                .map(Path::of)
                                .filter(place -> !library.contains(place.toAbsolutePath())))
                .map(Path::toString)
                .collect(joining(File.pathSeparator));
        Path source = folder.resolve("Orders.java");
        Files.writeString(source, PROGRAM, UTF_8);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", merged.toString(), "-cp", classPath, source.toString());
        assertThat(status).isZero();
    }

    private static Path placeOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toAbsolutePath();
    }

    /** The classes in a folder or an archive. */
    private static void copy(Path place, Path target) throws IOException {
        if (Files.isDirectory(place)) {
            copyTree(place, target);
            return;
        }
        try (FileSystem archive = FileSystems.newFileSystem(place)) {
            copyTree(archive.getPath("/"), target);
        }
    }

    private static void copyTree(Path root, Path target) throws IOException {
        List<Path> classes;
        try (Stream<Path> tree = Files.walk(root)) {
            classes = tree.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                    .toList();
        }
        for (Path file : classes) {
            Path copy = target.resolve(root.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> run(String what, String... options) throws Exception {
        return ChildJvm.run(classPath, List.of(options), "shop.Orders", what);
    }

    @Test
    void aCallOnAPlainThreadNamesIt() throws Exception {
        assertThat(run("thread"))
                .singleElement()
                .asString()
                .contains("shop.Orders.", "(Orders.java:")
                .doesNotContain("somebody");
    }

    @Test
    void aCallInACallbackNamesIt() throws Exception {
        assertThat(run("callback"))
                .singleElement()
                .asString()
                .contains("shop.Orders.", "(Orders.java:")
                .doesNotContain("somebody");
    }

    @Test
    void aCallThatNeedsALoopNamesIt() throws Exception {
        assertThat(run("allTasks"))
                .singleElement()
                .asString()
                .contains("shop.Orders.", "(Orders.java:")
                .doesNotContain("somebody");
    }

    @Test
    void aTaskInDebugModeNamesWhereItWasMade() throws Exception {
        assertThat(run("creation", "-Dsuspension.debug=true"))
                .singleElement()
                .asString()
                .contains("created at shop.Orders.")
                .doesNotContain("unknown place");
    }
}
