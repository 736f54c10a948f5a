package suspension.facade.processor;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import suspension.facade.processor.kdoc.KdocSources;
import suspension.facade.processor.model.ClassFiles;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinClasses;
import suspension.facade.processor.model.UnreadableException;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadePlanner;
import suspension.facade.processor.writer.CallsWriter;
import suspension.facade.processor.writer.FacadeWriter;

/** Makes the sources of a facade. */
final class Generator {

    /** The option that names the sources. */
    static final String KDOC = "suspension.kdoc";

    private final ProcessingEnvironment environment;
    private final KdocSources sources;

    Generator(ProcessingEnvironment environment) {
        this.environment = environment;
        this.sources = new KdocSources(
                environment.getOptions().getOrDefault(KDOC, ""),
                problem -> environment.getMessager().printMessage(Diagnostic.Kind.WARNING, problem));
    }

    /**
     * Returns the sources by their simple names.
     *
     * @param isMarked whether the annotation for generated code can be seen
     */
    Map<String, String> generate(TypeElement element, String packageName, String name, boolean isMarked)
            throws UnreadableException {
        KotlinClasses classes = new KotlinClasses(
                environment.getElementUtils(), new ClassFiles(environment.getFiler(), environment.getElementUtils()));
        KotlinClass type = classes.read(element);
        Facade facade = new FacadePlanner(classes, sources, environment.getTypeUtils(), type, name + "Calls")
                .plan(packageName, name);
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(name, new FacadeWriter(facade, isMarked).write());
        CallsWriter calls = new CallsWriter(facade, isMarked);
        String source = calls.write();
        if (calls.isNeeded()) {
            sources.put(facade.callsName(), source);
        }
        return sources;
    }
}
