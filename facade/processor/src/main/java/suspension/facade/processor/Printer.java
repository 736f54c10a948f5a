package suspension.facade.processor;

import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Prints the facades of classes, without an annotation that asks for them. */
public final class Printer extends AbstractProcessor {

    private final List<String> names;
    private final PrintStream out;
    private boolean isPrinted;
    private boolean isComplete = true;

    private Printer(List<String> names, PrintStream out) {
        this.names = names;
        this.out = out;
    }

    /**
     * Prints what would be generated.
     *
     * @param arguments {@code print}, a class path, and the names of classes
     * @param out where to
     * @return whether all was printed
     */
    public static boolean print(String[] arguments, PrintStream out) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Printer printer = new Printer(Arrays.asList(arguments).subList(2, arguments.length), out);
        List<String> options = List.of("-proc:only", "-cp", arguments[1]);
        JavaCompiler.CompilationTask task = javac.getTask(null, null, null, options, null, List.of(new Nothing()));
        task.setProcessors(List.of(printer));
        return task.call() && printer.isComplete;
    }

    /** javac wants a file. */
    private static final class Nothing extends SimpleJavaFileObject {

        Nothing() {
            super(URI.create("string:///Nothing.java"), JavaFileObject.Kind.SOURCE);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "class Nothing {}";
        }
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!isPrinted) {
            isPrinted = true;
            names.forEach(this::print);
        }
        return false;
    }

    private void print(String name) {
        TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
        if (type == null) {
            fail("There is no class " + name + " on the class path");
            return;
        }
        String packageName = processingEnv
                .getElementUtils()
                .getPackageOf(type)
                .getQualifiedName()
                .toString();
        try {
            List<String> sources = new ArrayList<>(new Generator(processingEnv)
                    .generate(type, packageName, Request.usualName(type), true)
                    .values());
            out.print(String.join("\n", sources));
        } catch (suspension.facade.processor.model.UnreadableException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void fail(String message) {
        isComplete = false;
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message);
    }
}
