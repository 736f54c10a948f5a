package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/** A directory for what another JVM reads and writes, which nobody else can see. */
final class Workspace implements AutoCloseable {

    private final Path directory;
    private boolean keepsRecording;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    /** Makes one, with the settings in it. Once it is somebody else's, nothing is written there. */
    static Workspace of(Target target, String settings) throws IOException {
        Workspace workspace = new Workspace(Files.createTempDirectory("suspension-insight-"));
        try {
            Files.writeString(workspace.settings(), settings, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            workspace.giveTo(Path.of("/proc/" + target.pid()));
            return workspace;
        } catch (IOException | RuntimeException failed) {
            workspace.close();
            throw failed;
        }
    }

    /** Where root looks into somebody else's JVM. */
    private void giveTo(Path process) throws IOException {
        if (Files.exists(process)) {
            UserPrincipal owner = Files.getOwner(process);
            if (!owner.equals(Files.getOwner(directory))) {
                Files.setOwner(settings(), owner);
                Files.setOwner(directory, owner);
            }
        }
    }

    Path settings() {
        return directory.resolve("settings.jfc");
    }

    Path recording() {
        return directory.resolve("recording.jfr");
    }

    /** Lets the recording stay when this is closed. */
    void keepRecording() {
        keepsRecording = true;
    }

    @Override
    public void close() {
        delete(settings());
        if (!keepsRecording) {
            delete(recording());
            delete(directory);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            file.toFile().deleteOnExit();
        }
    }
}
