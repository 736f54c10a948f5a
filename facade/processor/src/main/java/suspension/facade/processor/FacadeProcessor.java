package suspension.facade.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.UnreadableException;

/** Generates the facades that {@code @SuspendFacade} asks for. */
public final class FacadeProcessor extends AbstractProcessor {

    private @Nullable Generator generator;

    /** Also those of generated code, because javac warns of annotations that no processor claims. */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                Request.ANNOTATION,
                Request.CONTAINER,
                "javax.annotation.processing.Generated",
                "org.jspecify.annotations.NullMarked");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(Generator.KDOC, Generator.OPT_IN);
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // nobody else processes them, and javac would warn
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        List<Request> requests = new ArrayList<>();
        for (TypeElement annotation : annotations) {
            if (!Request.isOne(annotation)) {
                continue;
            }
            for (Element each : round.getElementsAnnotatedWith(annotation)) {
                requests.addAll(Request.of(each, processingEnv.getElementUtils(), this::report));
            }
        }
        Map<String, Request> byName = new HashMap<>();
        for (Request each : requests) {
            String name = each.facadeName(requests);
            Request earlier = byName.putIfAbsent(each.packageName() + "." + name, each);
            if (earlier == null) {
                generate(each, name);
            } else if (!earlier.type().equals(each.type())) {
                report(
                        each,
                        "The facades of " + earlier.type().getQualifiedName() + " and "
                                + each.type().getQualifiedName() + " would both be " + name
                                + "; give one of them another name: @SuspendFacade(value = "
                                + each.type().getSimpleName() + ".class, name = \"...\")");
            }
        }
        return true;
    }

    private void generate(Request request, String name) {
        try {
            for (Map.Entry<String, String> each : generator()
                    .generate(request.type(), request.packageName(), name, isMarked(request))
                    .entrySet()) {
                write(request, each.getKey(), each.getValue());
            }
        } catch (UnreadableException e) {
            report(request, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            report(request, "The facade " + name + " cannot be written: " + e.getMessage());
        }
    }

    /** One for all requests, because it reads the sources of the API. */
    private Generator generator() {
        Generator known = generator;
        if (known == null) {
            known = new Generator(processingEnv);
            generator = known;
        }
        return known;
    }

    private boolean isMarked(Request request) {
        Elements elements = processingEnv.getElementUtils();
        ModuleElement module = elements.getModuleOf(request.place());
        return elements.getTypeElement(module, "javax.annotation.processing.Generated") != null;
    }

    private void write(Request request, String name, String source) throws IOException {
        String prefix = request.packageName().isEmpty() ? "" : request.packageName() + ".";
        try (Writer writer = processingEnv
                .getFiler()
                .createSourceFile(prefix + name, request.place())
                .openWriter()) {
            writer.write(source);
        }
    }

    private void report(Request request, String message) {
        report(request.place(), request.annotation(), message);
    }

    private void report(Element place, AnnotationMirror annotation, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, place, annotation);
    }
}
