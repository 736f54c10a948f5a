package suspension.facade.processor.kdoc;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.kdoc.Declaration.Kind;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.Member;
import suspension.facade.processor.model.Parameter;

/** Finds the comments of Kotlin's declarations in its sources. They are read when the first is wanted. */
public final class KdocSources {

    private final String places;
    private final Consumer<String> problems;
    private @Nullable Map<String, List<Declaration>> byName;

    /**
     * @param places jars and folders, as a path; may be empty
     * @param problems takes sentences on what cannot be read
     */
    public KdocSources(String places, Consumer<String> problems) {
        this.places = places;
        this.problems = problems;
    }

    /** Returns what the source says of a class. */
    public Kdoc of(KotlinClass type) {
        return type.kind() == KotlinClass.Kind.FILE ? Kdoc.NONE : kdoc(named(type));
    }

    private static Kdoc kdoc(List<Declaration> found) {
        return found.size() != 1 || found.get(0).doc().isEmpty()
                ? Kdoc.NONE
                : Kdoc.of(found.get(0).doc());
    }

    private List<Declaration> named(KotlinClass type) {
        String scope = scopeOf(type);
        int name = Math.max(scope.lastIndexOf('/'), scope.lastIndexOf('.')) + 1;
        boolean isNested = name > 0 && scope.charAt(name - 1) == '.';
        return find(scope.substring(0, isNested ? name - 1 : name), Kind.TYPE, scope.substring(name));
    }

    /** Returns what the source says of a member, or of what it overrides. */
    public Kdoc of(Inherited inherited) {
        return Stream.concat(Stream.of(inherited.member()), inherited.overridden().stream())
                .map(this::of)
                .filter(each -> !each.equals(Kdoc.NONE))
                .findFirst()
                .orElse(Kdoc.NONE);
    }

    private Kdoc of(Member member) {
        Kind kind = member.kind() == Member.Kind.FUNCTION ? Kind.FUNCTION : Kind.PROPERTY;
        List<Declaration> found = find(scopeOf(member.owner()), kind, member.name());
        if (kind == Kind.FUNCTION) {
            List<String> names =
                    member.parameters().stream().map(Parameter::name).toList();
            found = found.stream().filter(each -> each.names().equals(names)).toList();
        }
        found = narrowed(found, each -> each.receiver().equals(receiverOf(member)));
        found = narrowed(found, each -> haveTypes(each.types(), member.parameters()));
        Kdoc kdoc = kdoc(found);
        String property =
                kind == Kind.PROPERTY ? of(member.owner()).properties().get(member.name()) : null;
        return kdoc.equals(Kdoc.NONE) && property != null ? new Kdoc(property, Map.of(), "", Map.of(), Map.of()) : kdoc;
    }

    private static List<Declaration> narrowed(List<Declaration> found, Predicate<Declaration> fits) {
        return found.size() < 2 ? found : found.stream().filter(fits).toList();
    }

    private static String receiverOf(Member member) {
        return member.leading().stream()
                .filter(each -> each.name().equals("receiver"))
                .map(each -> simpleName(each.type()))
                .findFirst()
                .orElse("");
    }

    private static boolean haveTypes(List<String> types, List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            KotlinType element = parameters.get(i).element();
            KotlinType type = element == null ? parameters.get(i).type() : element;
            if (!type.isFunction() && !types.get(i).equals(simpleName(type))) {
                return false;
            }
        }
        return true;
    }

    private static String simpleName(KotlinType type) {
        String name = type.name();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
    }

    private static String scopeOf(KotlinClass type) {
        String name = type.qualifiedName();
        return type.kind() == KotlinClass.Kind.FILE ? name.substring(0, name.lastIndexOf('/') + 1) : name;
    }

    // Reading

    private List<Declaration> find(String scope, Kind kind, String name) {
        Map<String, List<Declaration>> all = byName;
        if (all == null) {
            all = read();
            byName = all;
        }
        return all.getOrDefault(scope + " " + name, List.of()).stream()
                .filter(each -> each.kind() == kind)
                .toList();
    }

    private Map<String, List<Declaration>> read() {
        Map<Declaration, Declaration> found = new LinkedHashMap<>();
        for (String each : places.split(File.pathSeparator, -1)) {
            if (!each.isBlank()) {
                readPlace(Path.of(each.strip()), found);
            }
        }
        Map<String, List<Declaration>> names = new LinkedHashMap<>();
        found.values()
                .forEach(each -> names.computeIfAbsent(each.scope() + " " + each.name(), unused -> new ArrayList<>())
                        .add(each));
        return names;
    }

    private void readPlace(Path place, Map<Declaration, Declaration> found) {
        try {
            if (Files.isDirectory(place)) {
                readFolder(place, found);
            } else if (Files.isRegularFile(place)) {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    readFolder(jar.getPath("/"), found);
                }
            } else {
                problems.accept("-Asuspension.kdoc names " + place + ", which is neither a jar of sources nor a folder;"
                        + " the facades are made without its comments");
            }
        } catch (IOException | RuntimeException e) {
            problems.accept("-Asuspension.kdoc names " + place + ", which cannot be read (" + e.getMessage()
                    + "); the facades are made without its comments");
        }
    }

    private static void readFolder(Path folder, Map<Declaration, Declaration> found) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(file -> file.toString().endsWith(".kt"))
                    .sorted()
                    .toList()) {
                for (Declaration declared : DeclarationScanner.scan(Files.readString(each))) {
                    // Kotlin's expect and actual declarations are two of one, of which one has a comment
                    found.merge(
                            declared.undocumented(),
                            declared,
                            (one, other) -> one.doc().isEmpty() ? other : one);
                }
            }
        }
    }
}
