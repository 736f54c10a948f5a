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
import suspension.facade.processor.rules.NoteReader;
import suspension.facade.processor.writer.CallsWriter;
import suspension.facade.processor.writer.FacadeWriter;

/** Makes the sources of a facade. */
final class Generator {

    /** The option that names the sources. */
    static final String KDOC = "suspension.kdoc";

    /**
     * The option that has the annotations of Kotlin's opt-ins stand in Java too, if it is {@code annotate}. For javac's
     * {@code -Xlint:processing} warns of annotations that no processor claims, and generated code is to bring no warnings.
     */
    static final String OPT_IN = "suspension.optIn";

    private final ProcessingEnvironment environment;
    private final NoteReader notes;

    Generator(ProcessingEnvironment environment) {
        this.environment = environment;
        Map<String, String> options = environment.getOptions();
        KdocSources sources = new KdocSources(
                options.getOrDefault(KDOC, ""),
                problem -> environment.getMessager().printMessage(Diagnostic.Kind.WARNING, problem));
        this.notes = new NoteReader(environment.getElementUtils(), sources, "annotate".equals(options.get(OPT_IN)));
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
        Facade facade = new FacadePlanner(classes, notes, environment.getTypeUtils(), type, name + "Calls")
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
