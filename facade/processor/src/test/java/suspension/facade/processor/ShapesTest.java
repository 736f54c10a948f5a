package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.Async;

/** What each construct of Kotlin becomes. */
final class ShapesTest {

    @TempDir
    static Path folder;

    private static UserCode code;

    @BeforeAll
    static void facadesCompileStrictly() throws IOException {
        code = new UserCode(folder).file("contract/shapes/ShapesUser.java");
        assertThat(code.compile()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"values", "defaults", "lambdas", "repository", "orders", "file", "odd", "fields", "optIns"})
    void eachConstructRuns(String part) throws Exception {
        Async.<Exception>run(() -> code.run("contract.shapes.ShapesUser", part));
    }

    @Test
    void sameInputGivesTheSameBytes(@TempDir Path other) throws Exception {
        UserCode again = new UserCode(other).file("contract/shapes/ShapesUser.java");
        assertThat(again.compile()).isEmpty();
        assertThat(again.generated()).isEqualTo(code.generated());
    }

    @Test
    void orderOfTheInputsDoesNotMatter(@TempDir Path one, @TempDir Path other) throws Exception {
        List<String> asked = List.of("Odd", "Lambdas", "UserRepository", "ValueClasses", "ShapesKt", "Repository");
        List<String> reversed = new ArrayList<>(asked);
        Collections.reverse(reversed);
        assertThat(generated(one, asked)).hasSizeGreaterThan(asked.size()).isEqualTo(generated(other, reversed));
    }

    private static Map<String, String> generated(Path folder, List<String> asked) throws IOException {
        UserCode user = new UserCode(folder);
        for (String each : asked) {
            user.source("user/Ask" + each, """
                    package user;
                    @suspension.facade.SuspendFacade(shapes.%s.class)
                    class Ask%1$s {}
                    """.formatted(each));
        }
        assertThat(user.compile()).isEmpty();
        return user.generated();
    }

    @Test
    void whatNeedsAnOptInSaysSo() throws Exception {
        String optIns = code.generated().get("JavaOptIns.java").replaceAll("\\s+(\\* )?", " ");
        assertThat(optIns)
                .contains(
                        "<p>Requires opt-in: {@code Unstable}. It may change: \"soon\" &#38; *&#47; without notice. */"
                                + " @Generated")
                .contains("without notice. */ default String unstable(UserId id, int times)")
                .contains("without notice. */ default String unstable(long id)")
                .contains("<p>Requires opt-in: {@code Delicate}. */ default int delicate()")
                .contains("<p>Requires opt-in: {@code OfProperties}. */ default int property()");
        assertThat(code.generated().get("JavaOptInsKt.java")).contains("Requires opt-in: {@code Ours}. Only for us.");
    }

    @Test
    void markersOfOptInsStandInJavaIfAskedFor(@TempDir Path other) throws Exception {
        UserCode code = new UserCode(other)
                .option("-Asuspension.optIn=annotate")
                .option("-Xlint:-processing")
                .file("contract/shapes/ShapesUser.java");
        assertThat(code.compile()).isEmpty();
        assertThat(code.generated().get("JavaOptIns.java").replaceAll("\\s+", " "))
                .contains("@Unstable public interface JavaOptIns")
                .contains("@Unstable default String unstable(UserId id, int times)")
                .contains("@Unstable default String unstable(long id)")
                .contains("@Unstable public Task<String> unstable(UserId id)")
                .contains("@Delicate default int delicate()")
                .contains("@Delicate default String hidden()")
                .contains("*/ default int property()");
        assertThat(code.generated().get("JavaOptInsKt.java")).doesNotContain("@Ours");
    }

    @Test
    void genericArrayThatJavacWarnsOfIsExplained() throws Exception {
        assertThat(code.generated().get("JavaLambdas.java").replaceAll("\\s+(\\* )?", " "))
                .containsPattern("silences it. \\*/ default List<String> all\\(")
                .doesNotContain("silences it. */ default int zero");
    }

    @Test
    void whatIsLeftOutIsListedWithTheReason() throws Exception {
        Map<String, String> generated = code.generated();
        assertThat(generated.get("JavaShapes.java"))
                .contains("{@code reified(value)}: inline with a reified type parameter")
                .contains("{@code internalFunction()}: internal")
                .doesNotContain("gone()");
        assertThat(generated.get("JavaFields.java").replaceAll("\\s+(\\* )?", " "))
                .contains("the methods that {@code Fields} inherits from {@code java.util.Iterator}: Java calls them on"
                        + " the Kotlin object");
        assertThat(generated.get("JavaOdd.java")).contains("{@code default()} is {@code default_}");
    }
}
