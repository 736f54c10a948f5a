package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that is to be written. What stands in the way is found before the work is done. */
final class OutputFile {

    private OutputFile() {}

    /** Whether two names are of one file, which need not exist. */
    static boolean isSame(Path one, Path other) throws IOException {
        if (Files.exists(one) && Files.exists(other)) {
            return Files.isSameFile(one, other);
        }
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    static Path check(String typed) throws Failure {
        try {
            Path file = Path.of(typed);
            Path directory = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file)) {
                throw Failure.ofTarget("'" + typed + "' is a directory: name a file in it.");
            }
            if (directory == null || !Files.isDirectory(directory)) {
                throw Failure.ofTarget("'" + typed + "' cannot be written: there is no directory '" + directory + "'.");
            }
            if (!Files.isWritable(Files.exists(file) ? file : directory)) {
                throw Failure.ofTarget("'" + typed + "' cannot be written: you have no right to. Name another file.");
            }
            return file;
        } catch (InvalidPathException noPath) {
            throw Failure.ofTarget("'" + typed + "' is no name of a file.");
        }
    }
}
