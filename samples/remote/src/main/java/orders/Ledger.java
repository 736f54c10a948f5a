package orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where charges are entered, each once by its key: a folder that all workers share, with a file for each entry. A worker
 * may be killed at any point, and the next one then tries again. So an entry appears whole, or not at all, and a second
 * one with the same key finds the first. In a service, this is a table with a unique key.
 */
public final class Ledger {

    private final Path entries;
    private final Path drafts;
    private final Path notes;

    public Ledger(Path folder) {
        this.entries = folder.resolve("entries");
        this.drafts = folder.resolve("drafts");
        this.notes = folder.resolve("notes");
        try {
            Files.createDirectories(entries);
            Files.createDirectories(drafts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // tag::once[]
    /** Enters a charge unless it has been entered, and returns its receipt. Blocks. */
    public String enterOnce(String order) throws IOException {
        String receipt = UUID.randomUUID().toString();
        Path draft = drafts.resolve(receipt);
        Files.writeString(draft, receipt);
        try {
            Files.createLink(entries.resolve(order), draft); // fails if there is one
            note("entered", order);
        } catch (FileAlreadyExistsException e) {
            note("found", order);
        } finally {
            Files.delete(draft);
        }
        return Files.readString(entries.resolve(order));
    }
    // end::once[]

    /** Notes what happens to an order, which has no effect. */
    public void note(String what, String order) {
        try {
            Files.writeString(
                    notes, what + " " + order + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the orders of which this was noted, as often as it was. */
    public List<String> noted(String what) throws IOException {
        List<String> orders = new ArrayList<>();
        for (String line : Files.exists(notes) ? Files.readAllLines(notes) : List.<String>of()) {
            if (line.startsWith(what + " ")) {
                orders.add(line.substring(what.length() + 1));
            }
        }
        return orders;
    }

    /** Returns the orders that have been charged. */
    public List<String> entries() throws IOException {
        try (Stream<Path> files = Files.list(entries)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Returns the receipt of an order that has been charged. */
    public String receipt(String order) throws IOException {
        return Files.readString(entries.resolve(order));
    }
}
