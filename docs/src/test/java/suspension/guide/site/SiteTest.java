package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The site that was built, and its sources. Each check has a test of its own, with something broken. */
@Tag("site")
class SiteTest {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path SOURCES = ROOT.resolve("docs/src/main/asciidoc");
    static final Path SITE = ROOT.resolve("docs/target/site");

    @Test
    void noLinkIsDead() throws IOException {
        assertThat(LinkCheck.complaints(SITE)).isEmpty();
    }

    @Test
    void allCodeIsCompiledAndRun() throws IOException {
        assertThat(ListingCheck.complaints(ROOT)).isEmpty();
    }

    @Test
    void allPagesHaveTheCommonForm() throws IOException {
        assertThat(PageCheck.complaints(SOURCES, SITE)).isEmpty();
    }

    @Test
    void eachMessageIsComparedByATestAndShownOnAPage() throws IOException {
        List<String> tests = contents(ROOT.resolve("docs/src/test"), "java", "kt");
        List<String> pages = contents(SOURCES, "adoc");
        Path directory = ROOT.resolve("docs/src/test/resources/messages");
        List<String> lost = new ArrayList<>();
        for (Path file : files(directory)) {
            String path = directory.relativize(file).toString();
            String stem = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
            if (tests.stream().noneMatch(test -> test.contains(stem))) {
                lost.add("no test compares " + path);
            }
            if (pages.stream().noneMatch(page -> page.contains("{messages}/" + path))) {
                lost.add("no page shows " + path);
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void theApiOfAllModulesIsInside() {
        for (String page : List.of(
                "java-api/suspension/suspension/Async.html",
                "testing/suspension.testing/suspension/testing/AsyncTest.html",
                "facade/suspension.facade/suspension/facade/SuspendFacade.html",
                "spring/suspension/spring/SuspendController.html",
                "kotlin/suspension-bridge/suspension.bridge/java-body.html")) {
            assertThat(SITE.resolve("api").resolve(page)).exists();
        }
    }

    @Test
    void nothingOfTheSiteComesFromElsewhere() throws IOException {
        for (Path file : List.of(Path.of("assets/guide.css"), Path.of("assets/guide.js"), Path.of("assets/theme.js"))) {
            assertThat(Files.readString(SITE.resolve(file))).doesNotContain("http:", "https:", "@import", "url(");
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> contents(Path directory, String... endings) throws IOException {
        List<Path> files = files(directory).stream()
                .filter(file ->
                        Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending)))
                .toList();
        List<String> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readString(file));
        }
        return contents;
    }
}
