package suspension.facade.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Class files of Kotlin's whose {@code kotlin.Metadata} says something else than Kotlin's compiler wrote. */
final class PatchedMetadata {

    private static final int START_OF_CONSTANTS = 10;

    private final byte[] bytes;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private int constants;

    private PatchedMetadata(byte[] bytes) {
        this.bytes = bytes.clone();
        this.constants = ByteBuffer.wrap(bytes).getShort(8) & 0xffff;
    }

    /** Copies a folder's class files as a compiler of that version would write them. */
    static Path ofVersion(Path classes, Path target, int... version) throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                PatchedMetadata patched = new PatchedMetadata(Files.readAllBytes(each));
                patched.replaceVersion(version);
                patched.write(target.resolve(each.getFileName()));
            }
        }
        return target;
    }

    /** Copies a class file with metadata that mean nothing. */
    static void garbage(Path file, Path target) throws IOException {
        PatchedMetadata patched = new PatchedMetadata(Files.readAllBytes(file));
        patched.replaceData("nobody wrote this");
        patched.write(target);
    }

    private void replaceVersion(int[] version) {
        int place = find("mv", version.length, 'I');
        for (int i = 0; i < version.length; i++) {
            int constant =
                    add(ByteBuffer.allocate(5).put((byte) 3).putInt(version[i]).array());
            ByteBuffer.wrap(bytes).putShort(place + 3 * i + 1, (short) constant);
        }
    }

    private void replaceData(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);
        byte[] constant = ByteBuffer.allocate(5 + encoded.length)
                .put((byte) 1)
                .putShort((short) (encoded.length + 2))
                .put((byte) 0xc0) // how a class file writes the character 0, with which the data begin
                .put((byte) 0x80)
                .put(encoded)
                .array();
        ByteBuffer.wrap(bytes).putShort(find("d1", 1, 's') + 1, (short) add(constant));
    }

    private int add(byte[] constant) {
        added.writeBytes(constant);
        return constants++;
    }

    /** Returns where the elements of an annotation's array are: no other bytes look like one. */
    private int find(String member, int length, char kind) {
        int name = constant(member);
        byte[] pattern = ByteBuffer.allocate(6)
                .putShort((short) name)
                .put((byte) '[')
                .putShort((short) length)
                .put((byte) kind)
                .array();
        for (int i = endOfConstants(); i < bytes.length - pattern.length; i++) {
            if (ByteBuffer.wrap(bytes, i, pattern.length).equals(ByteBuffer.wrap(pattern))) {
                return i + pattern.length - 1;
            }
        }
        throw new IllegalArgumentException("There is no " + member + " in this class file");
    }

    private int constant(String text) {
        int place = START_OF_CONSTANTS;
        byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i < originalConstants(); i++) {
            boolean isText = bytes[place] == 1 && length(place) == 3 + encoded.length;
            if (isText
                    && ByteBuffer.wrap(bytes, place + 3, encoded.length).slice().equals(ByteBuffer.wrap(encoded))) {
                return i;
            }
            i += isWide(place) ? 1 : 0;
            place += length(place);
        }
        return 0;
    }

    private int endOfConstants() {
        int place = START_OF_CONSTANTS;
        for (int i = 1; i < originalConstants(); i++) {
            i += isWide(place) ? 1 : 0;
            place += length(place);
        }
        return place;
    }

    private int originalConstants() {
        return ByteBuffer.wrap(bytes).getShort(8) & 0xffff;
    }

    private boolean isWide(int place) {
        return bytes[place] == 5 || bytes[place] == 6;
    }

    private int length(int place) {
        return switch (bytes[place]) {
            case 1 -> 3 + (ByteBuffer.wrap(bytes).getShort(place + 1) & 0xffff);
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> 5;
        };
    }

    private void write(Path file) throws IOException {
        int end = endOfConstants();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, 8);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) constants).array());
        out.write(bytes, START_OF_CONSTANTS, end - START_OF_CONSTANTS);
        out.writeBytes(added.toByteArray());
        out.write(bytes, end, bytes.length - end);
        Files.createDirectories(file.getParent());
        Files.write(file, out.toByteArray());
    }
}
