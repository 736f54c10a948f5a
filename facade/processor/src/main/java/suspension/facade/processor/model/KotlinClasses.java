package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import kotlin.metadata.Attributes;
import kotlin.metadata.ClassKind;
import kotlin.metadata.KmClass;
import kotlin.metadata.KmConstructor;
import kotlin.metadata.KmPackage;
import kotlin.metadata.KmProperty;
import kotlin.metadata.KmType;
import kotlin.metadata.Modality;
import kotlin.metadata.Visibility;
import kotlin.metadata.jvm.JvmExtensionsKt;
import kotlin.metadata.jvm.JvmMethodSignature;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass.Constructor;
import suspension.facade.processor.model.KotlinClass.Inheritance;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.model.KotlinClass.Wrapped;

/** Kotlin's classes by their names. */
public final class KotlinClasses {

    private final Elements elements;
    private final ClassFiles files;
    private final MetadataReader reader;
    private final Map<String, Optional<KotlinClass>> known = new HashMap<>();

    public KotlinClasses(Elements elements, ClassFiles files) {
        this.elements = elements;
        this.files = files;
        this.reader = new MetadataReader(elements);
    }

    public Elements elements() {
        return elements;
    }

    /** Returns a class by the name that Kotlin's metadata uses, or null if javac or Kotlin does not know it. */
    public @Nullable KotlinClass find(String name) {
        Optional<KotlinClass> found = known.get(name);
        if (found == null) {
            found = Optional.ofNullable(lookUp(name));
            known.put(name, found);
        }
        return found.orElse(null);
    }

    private @Nullable KotlinClass lookUp(String name) {
        TypeElement element = elements.getTypeElement(name.replace('/', '.'));
        try {
            return element == null || reader.read(element) == null ? null : read(element);
        } catch (UnreadableException e) {
            return null;
        }
    }

    /** Reads a class for which a facade is asked. */
    public KotlinClass read(TypeElement element) throws UnreadableException {
        KotlinClassMetadata metadata = reader.read(element);
        if (metadata instanceof KotlinClassMetadata.Class of) {
            return ofClass(element, of.getKmClass());
        }
        if (metadata instanceof KotlinClassMetadata.FileFacade of) {
            return ofFile(element, List.of(of.getKmPackage()));
        }
        if (metadata instanceof KotlinClassMetadata.MultiFileClassFacade of) {
            return ofFile(element, parts(of.getPartClassNames()));
        }
        String name = element.getQualifiedName().toString();
        throw new UnreadableException(
                metadata == null
                        ? name + " has no Kotlin metadata: it is a Java class, or a tool has stripped the metadata. A"
                                + " facade is for what Kotlin's compiler made; call a Java class as it is"
                        : name + " is a class that Kotlin's compiler made for itself; ask for the facade of the class,"
                                + " interface or file that Kotlin source declares");
    }

    private List<KmPackage> parts(List<String> names) throws UnreadableException {
        List<KmPackage> parts = new ArrayList<>();
        for (String name : names) {
            TypeElement part = elements.getTypeElement(name.replace('/', '.'));
            if (part == null || !(reader.read(part) instanceof KotlinClassMetadata.MultiFileClassPart of)) {
                throw new UnreadableException("The part " + name.replace('/', '.')
                        + " of a class that several Kotlin files make is missing from the class path");
            }
            parts.add(of.getKmPackage());
        }
        return parts;
    }

    private KotlinClass ofFile(TypeElement element, List<KmPackage> packages) {
        List<Member> members = new ArrayList<>();
        KotlinClass file = new KotlinClass(
                element, Kind.FILE, List.of(), List.of(), members, null, null, Inheritance.FINAL, List.of());
        for (KmPackage each : packages) {
            MemberReader read = new MemberReader(file, new TypeReader(null, List.of()), files);
            each.getFunctions().forEach(function -> members.add(read.function(function)));
            each.getProperties().forEach(property -> members.addAll(read.property(property)));
        }
        return file;
    }

    private KotlinClass ofClass(TypeElement element, KmClass type) {
        TypeReader types = new TypeReader(null, type.getTypeParameters());
        List<Member> members = new ArrayList<>();
        KotlinClass result = new KotlinClass(
                element,
                kindOf(type),
                types.parameters(type.getTypeParameters()),
                type.getSupertypes().stream().map(types::type).toList(),
                members,
                type.getCompanionObject(),
                wrapped(type, types),
                inheritanceOf(type),
                constructors(type, types));
        MemberReader read = new MemberReader(result, types, files);
        type.getFunctions().forEach(function -> members.add(read.function(function)));
        type.getProperties().forEach(property -> members.addAll(read.property(property)));
        return result;
    }

    private static List<Constructor> constructors(KmClass type, TypeReader types) {
        List<Constructor> constructors = new ArrayList<>();
        for (KmConstructor each : type.getConstructors()) {
            JvmMethodSignature signature = JvmExtensionsKt.getSignature(each);
            if (signature != null && Attributes.getVisibility(each) == Visibility.PUBLIC) {
                List<Parameter> parameters = each.getValueParameters().stream()
                        .map(parameter -> MemberReader.parameter(types, parameter))
                        .toList();
                constructors.add(new Constructor(signature.getDescriptor(), parameters));
            }
        }
        return constructors;
    }

    private static Kind kindOf(KmClass type) {
        ClassKind kind = Attributes.getKind(type);
        return switch (kind) {
            case INTERFACE -> Kind.INTERFACE;
            case OBJECT -> Kind.OBJECT;
            case COMPANION_OBJECT -> Kind.COMPANION;
            default -> Kind.CLASS;
        };
    }

    private static Inheritance inheritanceOf(KmClass type) {
        Modality modality = Attributes.getModality(type);
        return Inheritance.valueOf(modality.name());
    }

    private static @Nullable Wrapped wrapped(KmClass type, TypeReader types) {
        String property = type.getInlineClassUnderlyingPropertyName();
        if (property == null) {
            return null;
        }
        KmType inner = type.getInlineClassUnderlyingType();
        KmType wrapped = inner != null ? inner : typeOf(type, property);
        return wrapped == null ? null : new Wrapped(property, types.type(wrapped), isMakeable(type));
    }

    private static @Nullable KmType typeOf(KmClass type, String property) {
        return type.getProperties().stream()
                .filter(each -> each.getName().equals(property))
                .map(KmProperty::getReturnType)
                .findFirst()
                .orElse(null);
    }

    private static boolean isMakeable(KmClass type) {
        for (KmConstructor each : type.getConstructors()) {
            if (!Attributes.isSecondary(each)) {
                return Attributes.getVisibility(each) == Visibility.PUBLIC;
            }
        }
        return false;
    }
}
