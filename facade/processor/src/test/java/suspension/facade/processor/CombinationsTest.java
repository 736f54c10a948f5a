package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facades of what brings many constructs together, which javac accepts without a warning. */
final class CombinationsTest {

    @TempDir
    Path folder;

    @Test
    void combinationsCompileStrictly() throws Exception {
        List<String> names = List.of(
                "Color",
                "Item",
                "Event",
                "Event.A",
                "Session",
                "Plain",
                "Base",
                "Sub",
                "Abs",
                "Impl",
                "Impl.In",
                "Obj",
                "Gen",
                "Gen.Nested",
                "Action",
                "Waits",
                "ComboKt");
        assertThat(facadesOf("combo", names)).isEmpty();
    }

    @Test
    void facadesOfKotlinxItselfCompileStrictly() throws Exception {
        List<String> names = List.of(
                "BuildersKt",
                "DelayKt",
                "AwaitKt",
                "TimeoutKt",
                "CoroutineScopeKt",
                "Job",
                "Deferred",
                "CompletableDeferred",
                "channels.Channel",
                "channels.ChannelsKt",
                "sync.Mutex",
                "sync.MutexKt",
                "sync.Semaphore",
                "sync.SemaphoreKt",
                "flow.FlowKt",
                "flow.Flow",
                "flow.MutableSharedFlow",
                "flow.MutableStateFlow",
                "selects.SelectKt",
                "CoroutineDispatcher",
                "JobKt",
                "YieldKt",
                "future.FutureKt");
        assertThat(facadesOf("kotlinx.coroutines", names)).isEmpty();
    }

    @Test
    void closeableTypesGiveResources() throws Exception {
        List<String> said = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(combo.Session.class)
                class Ask {
                    static String run(combo.Session session) {
                        try (JavaSession java = JavaSession.of(session)) {
                            return java.run();
                        }
                    }
                }
                """).compile();
        assertThat(said).isEmpty();
    }

    private List<String> facadesOf(String packageName, List<String> names) throws Exception {
        String asked = names.stream()
                .map(each -> "@suspension.facade.SuspendFacade(" + packageName + "." + each + ".class)")
                .collect(Collectors.joining("\n"));
        return new UserCode(folder)
                .source("user/Ask", "package user;\n" + asked + "\nclass Ask {}\n")
                .compile();
    }
}
