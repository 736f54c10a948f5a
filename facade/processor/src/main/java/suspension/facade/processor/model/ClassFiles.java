package suspension.facade.processor.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Finds class files on the paths that javac has. */
public final class ClassFiles {

    private final Filer filer;
    private final Elements elements;
    private final Map<String, Map<String, ClassFile.Method>> known = new HashMap<>();

    public ClassFiles(Filer filer, Elements elements) {
        this.filer = filer;
        this.elements = elements;
    }

    /** Returns what the class file says of a method; nothing if it is not found. */
    ClassFile.Method method(TypeElement type, String name, String descriptor) {
        return known.computeIfAbsent(elements.getBinaryName(type).toString(), unused -> methods(type))
                .getOrDefault(name + descriptor, ClassFile.Method.UNKNOWN);
    }

    private Map<String, ClassFile.Method> methods(TypeElement type) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String binaryName = elements.getBinaryName(type).toString();
        String file = binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".class";
        ModuleElement module = elements.getModuleOf(type);
        String prefix = module == null || module.isUnnamed() ? "" : module.getQualifiedName() + "/";
        return Stream.of(
                        read(StandardLocation.CLASS_PATH, packageName, file),
                        read(StandardLocation.MODULE_PATH, prefix + packageName, file),
                        read(StandardLocation.CLASS_OUTPUT, packageName, file))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    /** Returns nothing if there is no such file, or no such place. */
    private Map<String, ClassFile.Method> read(StandardLocation location, String packageName, String file) {
        try (InputStream in = filer.getResource(location, packageName, file).openInputStream()) {
            return ClassFile.methodsOf(in.readAllBytes());
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }
}
