package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments of Kotlin's sources in facades. */
final class KdocTest {

    private static final String SOURCES = "src/test/kotlin";

    @TempDir
    Path folder;

    private UserCode asking(String sources) {
        return new UserCode(folder).option("-Asuspension.kdoc=" + sources).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(documented.Shelf.class)
                @suspension.facade.SuspendFacade(documented.Loan.class)
                @suspension.facade.SuspendFacade(documented.Deed.class)
                @suspension.facade.SuspendFacade(documented.DocumentedKt.class)
                class Ask {}
                """);
    }

    private String facade(String name) throws IOException {
        return asWords(asking(SOURCES), name);
    }

    /** Returns a facade without its line breaks. */
    private static String asWords(UserCode code, String name) throws IOException {
        assertThat(code.compile()).isEmpty();
        return code.generated().get(name).replaceAll("\\s+(\\* )?", " ");
    }

    @Test
    void commentsStandBeforeTheMethods() throws Exception {
        assertThat(facade("JavaShelf.java"))
                .contains("/** Finds a thing. * <p>Awaits {@code find(name, limit, strict)}.")
                .contains("@param name the name, {@code find} wants it @param limit how many to look at"
                        + " @return the thing, or {@code null} @throws IOException when the shelf is gone */")
                .contains("<p>Throws {@code IllegalStateException}: when it is *locked*")
                .contains("@param name the name, {@code find} wants it @param options gives arguments")
                .contains("/** Gives {@code limit}. * <p>how many to look at */")
                .contains("/** Starts {@code find}. * <p>Finds a thing. */")
                .contains("/** how many there are * <p>Calls {@code size}. */")
                .contains("/** Opens a shelf. * <p>Calls {@code open()}. */")
                .contains("@param receiver the text @param block makes more */");
    }

    @Test
    void markdownBecomesHtml() throws Exception {
        assertThat(facade("JavaShelf.java"))
                .contains(
                        "/** Where things are *kept*, and <b>found</b> by {@code Shelf.find} or"
                                + " {@code find<T>(\"x\")}. * <p><b>Rules</b> * <ul> <li>one &#38; the same for all <li>two"
                                + " &#60; three </ul> * <pre> &#64;Test fun example() &#123;  shelf.find(\"x\") // end &#125; </pre> * <p>See")
                .contains("<a href=\"https://example.org/a?b=c&amp;d=e\">the site</a>, a reference,"
                        + " user&#64;example.org or &#92;u002a&#92;u002f and <code>*</code> followed by"
                        + " <code>/</code> and &#171;java.util|List&#187;.")
                .contains("@param <T> what is kept");
    }

    @Test
    void overloadsKeepTheirOwnComments() throws Exception {
        assertThat(facade("JavaShelf.java"))
                .contains("/** Awaits {@code find(number)}. */")
                .contains("/** Finds by a number of 64 bits. * <p>Awaits {@code find(number)}. */");
        assertThat(facade("JavaDocumented.java"))
                .contains("/** Of strings. * <p>Calls {@code lend()}. */ public static Loan lend(String")
                .contains("/** Of numbers. * <p>Calls {@code lend()}. */ public static Loan lend(int")
                .contains("/** The letters of \"a text\" with a brace: $&#123;'$'&#125;&#123; * <p>Calls");
    }

    @Test
    void typesAndConstructorPropertiesHaveComments() throws Exception {
        assertThat(facade("JavaLoan.java"))
                .contains("/** Lent to someone. * <p>{@link Loan} as plain Java.")
                .contains("/** Who has it. * <p>Calls {@code to}. */")
                .contains("/** Calls {@code days}. */");
        assertThat(facade("JavaDeed.java")).contains("/** Does one thing. * <p>{@link Deed} as plain Java.");
    }

    @Test
    void doclintAcceptsTheComments() throws Exception {
        assertThat(asking(SOURCES).option("-Xdoclint:all,-missing").compile()).isEmpty();
    }

    @Test
    void jarsAndFoldersMayStandTogether() throws Exception {
        Path jar = folder.resolve("sources.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("commonMain/documented/Documented.kt"));
            out.write(Files.readAllBytes(Path.of(SOURCES, "documented/Documented.kt")));
        }
        String places = Files.createDirectory(folder.resolve("empty")) + File.pathSeparator + jar;
        assertThat(asWords(asking(places), "JavaShelf.java")).contains("/** Finds a thing.");
    }

    @Test
    void wrongPathIsSaidInASentence() throws Exception {
        List<String> said = asking("nowhere.jar").compile();
        assertThat(said)
                .anySatisfy(each -> assertThat(each)
                        .contains(
                                "-Asuspension.kdoc names nowhere.jar, which is neither a jar of sources nor a folder"));
    }
}
