package suspension.facade.processor.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says of methods that javac does not show, for Kotlin has marked them as synthetic: the exceptions
 * that they declare, their annotations, and the level of {@code kotlin.Deprecated}.
 */
final class ClassFile {

    /**
     * What a class file says of a method.
     *
     * @param thrown the declared exceptions, as {@code java/io/IOException}
     * @param deprecation the level of the annotation, or null without one
     * @param annotations the classes of its annotations, as {@code kotlin/Deprecated}
     */
    record Method(List<String> thrown, @Nullable String deprecation, List<String> annotations) {

        static final Method UNKNOWN = new Method(List.of(), null, List.of());
    }

    private final Map<String, Method> methods = new HashMap<>();
    private final DataInputStream in;
    private @Nullable Object[] constants = new Object[0];

    private ClassFile(byte[] bytes) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** Returns the methods by name and descriptor. */
    static Map<String, Method> methodsOf(byte[] bytes) throws IOException {
        ClassFile file = new ClassFile(bytes);
        file.read();
        return file.methods;
    }

    private void read() throws IOException {
        in.skipBytes(8); // magic number and version
        readConstants();
        in.skipBytes(6); // access, this and super class
        in.skipBytes(2 * in.readUnsignedShort()); // interfaces
        readMembers(false);
        readMembers(true);
    }

    private void readConstants() throws IOException {
        int count = in.readUnsignedShort();
        constants = new Object[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> constants[i] = in.readUnsignedShort();
                case 15 -> in.skipBytes(3);
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++; // takes two places
                }
                default -> in.skipBytes(4);
            }
        }
    }

    private String text(int index) {
        return String.valueOf(constants[index]);
    }

    private void readMembers(boolean areMethods) throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipBytes(2);
            String signature = text(in.readUnsignedShort()) + text(in.readUnsignedShort());
            Method method = readAttributes();
            if (areMethods) {
                methods.put(signature, method);
            }
        }
    }

    private Method readAttributes() throws IOException {
        List<String> thrown = new ArrayList<>();
        List<String> annotations = new ArrayList<>();
        String deprecation = null;
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            String name = text(in.readUnsignedShort());
            int length = in.readInt();
            if (name.equals("Exceptions")) {
                thrown.addAll(readExceptions());
            } else if (name.equals("RuntimeVisibleAnnotations") || name.equals("RuntimeInvisibleAnnotations")) {
                String level = readAnnotations(annotations);
                deprecation = level == null ? deprecation : level;
            } else {
                in.skipBytes(length);
            }
        }
        return new Method(thrown, deprecation, annotations);
    }

    private List<String> readExceptions() throws IOException {
        List<String> thrown = new ArrayList<>();
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            Object index = constants[in.readUnsignedShort()];
            thrown.add(text(index instanceof Integer name ? name : 0));
        }
        return thrown;
    }

    /** Returns the level of {@code kotlin.Deprecated}, or null without it. */
    private @Nullable String readAnnotations(List<String> names) throws IOException {
        String level = null;
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            String type = text(in.readUnsignedShort());
            names.add(type.substring(1, type.length() - 1));
            boolean isDeprecated = type.equals("Lkotlin/Deprecated;");
            String constant = readAnnotation();
            if (isDeprecated) {
                level = constant == null ? "WARNING" : constant;
            }
        }
        return level;
    }

    /** Returns the last constant of an enum among the members. */
    private @Nullable String readAnnotation() throws IOException {
        String constant = null;
        int members = in.readUnsignedShort();
        for (int i = 0; i < members; i++) {
            in.skipBytes(2);
            String read = readValue();
            constant = read == null ? constant : read;
        }
        return constant;
    }

    private @Nullable String readValue() throws IOException {
        switch (in.readUnsignedByte()) {
            case 'e' -> {
                in.skipBytes(2);
                return text(in.readUnsignedShort());
            }
            case '@' -> {
                in.skipBytes(2);
                readAnnotation();
            }
            case '[' -> {
                int count = in.readUnsignedShort();
                for (int i = 0; i < count; i++) {
                    readValue();
                }
            }
            default -> in.skipBytes(2);
        }
        return null;
    }
}
