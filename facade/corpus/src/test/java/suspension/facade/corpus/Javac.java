package suspension.facade.corpus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A run of javac. */
final class Javac {

    private final Path folder;
    private final List<JavaFileObject> sources = new ArrayList<>();

    /** @param folder where classes and generated sources go */
    Javac(Path folder) {
        this.folder = folder;
    }

    Path classes() {
        return folder.resolve("classes");
    }

    Javac source(String name, String text) {
        sources.add(new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** Returns the errors, and the warnings if the options ask for them. */
    List<Diagnostic<? extends JavaFileObject>> compile(List<Processor> processors, String... options)
            throws IOException {
        Path generated = folder.resolve("generated");
        Files.createDirectories(classes());
        Files.createDirectories(generated);
        List<String> all = new ArrayList<>(List.of("--release", "17", "-Xmaxerrs", "100000", "-Xmaxwarns", "100000"));
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        all.addAll(List.of("-d", classes().toString(), "-s", generated.toString()));
        all.addAll(List.of(options));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler.CompilationTask task = javac.getTask(null, null, diagnostics, all, null, sources);
        task.setProcessors(processors);
        task.call();
        return diagnostics.getDiagnostics();
    }
}
