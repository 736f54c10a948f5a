package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {

    private final IOException io = new FileNotFoundException("file");
    private final IllegalStateException state = new IllegalStateException("state");
    private final AssertionError error = new AssertionError("error");
    private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(state, error));
    private final ExceptionGroup outer = new ExceptionGroup("outer", List.of(io, inner));

    @Test
    void holdsItsMembersInOrder() {
        assertThat(outer.exceptions()).containsExactly(io, inner);
        assertThatThrownBy(() -> outer.exceptions().add(io)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theFirstMemberIsItsCauseAndTheOthersAreSuppressed() {
        assertThat(outer).cause().isSameAs(io);
        assertThat(outer.getSuppressed()).containsExactly(inner);
        ExceptionGroup one = new ExceptionGroup("one", List.of(error));
        assertThat(one).cause().isSameAs(error);
        assertThat(one.getSuppressed()).isEmpty();
    }

    @Test
    void aStackTraceHasEachMemberOnce() {
        StringWriter trace = new StringWriter();
        outer.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .containsOnlyOnce("Caused by: java.io.FileNotFoundException: file")
                .containsOnlyOnce("Suppressed: suspension.ExceptionGroup: inner")
                .containsOnlyOnce("Caused by: java.lang.IllegalStateException: state")
                .containsOnlyOnce("Suppressed: java.lang.AssertionError: error")
                .doesNotContain("CIRCULAR REFERENCE");
    }

    @Test
    void itsMessageNamesTheMembers() {
        assertThat(new ExceptionGroup("one", List.of(io)))
                .hasMessage("one (1 exception): java.io.FileNotFoundException: file");
        assertThat(inner)
                .hasMessage("inner (2 exceptions): java.lang.IllegalStateException: state;"
                        + " java.lang.AssertionError: error");
    }

    @Test
    void itsMessageNamesTenOfManyMembers() {
        assertThat(new ExceptionGroup("many", Collections.nCopies(1000, new Error("same"))).getMessage())
                .startsWith("many (1000 exceptions): java.lang.Error: same; ")
                .endsWith("; and 990 more")
                .hasSizeLessThan(400);
    }

    @Test
    void aMemberThatCannotSayItsMessageIsNamedByItsClass() {
        ExceptionGroup group = new ExceptionGroup("odd", List.of(new Speechless(), io));
        assertThat(group)
                .hasMessage(
                        "odd (2 exceptions): " + Speechless.class.getName() + "; java.io.FileNotFoundException: file")
                .hasCauseInstanceOf(Speechless.class);
    }

    private static final class Speechless extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError("this message needs itself");
        }
    }

    @Test
    void needsAMember() {
        assertThatThrownBy(() -> new ExceptionGroup("none", List.of()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void findsTheFirstOfATypeAtAnyDepth() {
        assertThat(outer.find(IOException.class)).containsSame(io);
        assertThat(outer.find(AssertionError.class)).containsSame(error);
        assertThat(outer.find(ExceptionGroup.class)).containsSame(inner);
        assertThat(outer.find(NullPointerException.class)).isEmpty();
    }

    @Test
    void splitsKeepingTheGroups() {
        ExceptionGroup.Split split = outer.split(failure -> failure instanceof Error);
        ExceptionGroup matching = split.matching().orElseThrow();
        assertThat(matching)
                .hasMessage(
                        "outer (1 exception): suspension.ExceptionGroup: inner (1 exception): java.lang.AssertionError: error");
        assertThat(((ExceptionGroup) matching.exceptions().get(0)).exceptions()).containsExactly(error);
        ExceptionGroup rest = split.rest().orElseThrow();
        assertThat(rest.exceptions().get(0)).isSameAs(io);
        assertThat(((ExceptionGroup) rest.exceptions().get(1)).exceptions()).containsExactly(state);
        assertThat(matching.getStackTrace()).isEqualTo(outer.getStackTrace());
    }

    @Test
    void aPartMayBeEmpty() {
        assertThat(outer.split(failure -> true).rest()).isEmpty();
        assertThat(outer.split(failure -> false).matching()).isEmpty();
    }
}
