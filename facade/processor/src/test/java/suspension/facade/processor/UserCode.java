package suspension.facade.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A user's Java code, compiled as strictly as javac can, with the processor. */
final class UserCode {

    private final Path folder;
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final List<Path> first = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Werror"));

    UserCode(Path folder) {
        this.folder = folder;
        classPath.add(System.getProperty("java.class.path"));
    }

    /** Puts classes before those of the tests. */
    UserCode with(Path classes) {
        classPath.add(0, classes.toString());
        first.add(classes);
        return this;
    }

    /** Puts modules where the code finds them, the processor where javac does, and nothing on the class path. */
    UserCode modules(Path... path) {
        options.add("--processor-path");
        options.add(String.join(File.pathSeparator, classPath));
        classPath.clear();
        options.add("--module-path");
        options.add(Stream.of(path).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return this;
    }

    UserCode option(String option) {
        options.add(option);
        return this;
    }

    UserCode file(String name) {
        try {
            return source(name.replace(".java", ""), Files.readString(Path.of("src/test/java", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UserCode source(String name, String text) {
        sources.add(new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** Returns what javac says. Empty if all is well. */
    List<String> compile() throws IOException {
        Files.createDirectories(folder.resolve("generated"));
        Files.createDirectories(folder.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        all.addAll(List.of("-d", folder.resolve("classes").toString()));
        all.addAll(List.of("-s", folder.resolve("generated").toString()));
        JavaCompiler.CompilationTask task = javac.getTask(null, null, diagnostics, all, null, sources);
        if (!options.contains("--processor-path")) {
            task.setProcessors(List.of(new FacadeProcessor()));
        }
        task.call();
        return diagnostics.getDiagnostics().stream().map(Object::toString).toList();
    }

    /** Returns the generated files by their names. */
    Map<String, String> generated() throws IOException {
        Map<String, String> generated = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("generated"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                generated.put(each.getFileName().toString(), Files.readString(each));
            }
        }
        return generated;
    }

    /** Calls a static method without parameters, or {@code main}. */
    void run(String type, String method) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(url(folder.resolve("classes"))));
        for (Path each : first) {
            urls.add(url(each));
        }
        try (URLClassLoader loader = new FirstLoader(urls.toArray(new URL[0]))) {
            Class<?> loaded = loader.loadClass(type);
            if (method.equals("main")) {
                loaded.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            } else {
                loaded.getMethod(method).invoke(null);
            }
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** Finds the API under test in its own folder, though the tests have one of the same name. */
    private static final class FirstLoader extends URLClassLoader {

        FirstLoader(URL[] urls) {
            super(urls, UserCode.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean isShared =
                        name.startsWith("suspension.") || name.startsWith("kotlin") || name.startsWith("java");
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null || isShared) {
                    return loaded != null ? loaded : super.loadClass(name, resolve);
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
