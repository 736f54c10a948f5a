package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {

    private final IOException io = new FileNotFoundException("file");
    private final IllegalStateException state = new IllegalStateException("state");
    private final AssertionError error = new AssertionError("error");
    private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(state, error));
    private final ExceptionGroup outer = new ExceptionGroup("outer", List.of(io, inner));

    @Test
    void holdsItsMembersInOrderAlsoAsSuppressed() {
        assertThat(outer.exceptions()).containsExactly(io, inner);
        assertThat(outer.getSuppressed()).containsExactly(io, inner);
        assertThat(outer).hasMessage("outer (2 exceptions)").hasNoCause();
        assertThat(new ExceptionGroup("one", List.of(io))).hasMessage("one (1 exception)");
        assertThatThrownBy(() -> outer.exceptions().add(io)).isInstanceOf(UnsupportedOperationException.class);
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
        assertThat(matching).hasMessage("outer (1 exception)");
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
