package suspension.facade.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command for the curious: {@code java -jar suspension-facade-processor.jar print some.jar shop.Users}.
 *
 * <p>The jar carries the libraries that the processor needs, as files and not as classes: merged into the jar they
 * would clash with the user's Kotlin wherever the processor is on a class path, and under other names Kotlin's metadata
 * could not be read, for it names Kotlin's classes. Builds that resolve dependencies never look at them.
 */
public final class Main {

    private static final List<String> LIBRARIES = List.of("kotlin-metadata-jvm.jar", "kotlin-stdlib.jar");

    private Main() {}

    /**
     * Prints what would be generated.
     *
     * @param arguments {@code print}, a class path, and the names of classes
     * @throws Exception if a jar cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3 || !arguments[0].equals("print")) {
            System.err.println("Usage: java -jar suspension-facade-processor.jar print <class path> <class>...");
            System.exit(2);
        }
        try (URLClassLoader loader = new URLClassLoader(libraries(), ClassLoader.getPlatformClassLoader())) {
            Object status = loader.loadClass(Main.class.getPackageName() + ".Printer")
                    .getMethod("print", String[].class, PrintStream.class)
                    .invoke(null, arguments, System.out);
            if (!status.equals(true)) {
                System.exit(1);
            }
        }
    }

    /** Returns where the processor is, and its libraries, which are put into files for a class loader to read. */
    private static URL[] libraries() throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(Main.class.getProtectionDomain().getCodeSource().getLocation());
        Path folder = Files.createTempDirectory("suspension-facade");
        folder.toFile().deleteOnExit();
        for (String each : LIBRARIES) {
            try (InputStream in = Main.class.getResourceAsStream("/META-INF/print/" + each)) {
                if (in == null) {
                    throw new IOException("The jar of the processor lacks META-INF/print/" + each);
                }
                Path file = folder.resolve(each);
                Files.copy(in, file);
                file.toFile().deleteOnExit();
                urls.add(file.toUri().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }
}
