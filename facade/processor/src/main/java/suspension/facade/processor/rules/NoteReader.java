package suspension.facade.processor.rules;

import java.util.List;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.kdoc.KdocSources;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.KotlinClass;

/** Gathers what authors say of classes and functions. */
public final class NoteReader {

    private final Elements elements;
    private final KdocSources sources;
    private final boolean carriesMarkers;

    /** @param carriesMarkers whether annotations that ask for an opt-in are to stand in Java too */
    public NoteReader(Elements elements, KdocSources sources, boolean carriesMarkers) {
        this.elements = elements;
        this.sources = sources;
        this.carriesMarkers = carriesMarkers;
    }

    Notes of(KotlinClass type) {
        List<String> annotations = type.element().getAnnotationMirrors().stream()
                .map(each -> each.getAnnotationType().toString())
                .toList();
        return new Notes(null, optIns(annotations, "TYPE"), sources.of(type));
    }

    Notes of(Inherited inherited, @Nullable String deprecation) {
        List<String> annotations = inherited.member().traits().annotations();
        return new Notes(deprecation, optIns(annotations, "METHOD"), sources.of(inherited));
    }

    private List<OptIn> optIns(List<String> annotations, String place) {
        List<OptIn> found = OptIn.of(annotations, place, elements);
        return carriesMarkers ? found : found.stream().map(OptIn::notCarried).toList();
    }
}
