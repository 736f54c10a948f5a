package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does wrong, and the sentence that says what to do instead. */
final class MisuseTest {

    @TempDir
    Path folder;

    @Test
    void classWithoutKotlinMetadataIsAnErrorAtTheAnnotation() throws Exception {
        List<String> said = new UserCode(folder)
                .source("user/Ask", "package user;\n@suspension.facade.SuspendFacade(String.class)\nclass Ask {}\n")
                .compile();
        assertThat(said).singleElement().asString().contains("Ask.java:2", "java.lang.String has no Kotlin metadata");
    }

    @Test
    void twoFacadesOfOneNameAreAnError() throws Exception {
        List<String> said = new UserCode(folder).source("user/Ask", """
                package user;
                import suspension.facade.SuspendFacade;
                @SuspendFacade(shop.Users.class)
                @SuspendFacade(value = shop.User.class, name = "JavaUsers")
                class Ask {}
                """).compile();
        assertThat(said).singleElement().asString().contains("would both be JavaUsers", "name = ");
    }

    @Test
    void facadeOfAClassSaysWhyNoJavaObjectIsOne() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(shapes.Orders.class)
                public class Ask {
                    public static void run() {
                        JavaOrders.toKotlin(new JavaOrders() {});
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThatThrownBy(() -> code.run("user.Ask", "run"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Kotlin's Orders is a class, not an interface");
    }

    @Test
    void callOffALoopNamesTheFacadesMethodAndTheCaller() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(shapes.Defaults.class)
                public class Ask {
                    public static void run() {
                        JavaDefaults.of(new shapes.KotlinDefaults()).padded("a", 1, true);
                    }
                    public static void task() {
                        JavaDefaults.of(new shapes.KotlinDefaults()).tasks().padded("a", 1, true);
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThatThrownBy(() -> code.run("user.Ask", "run"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JavaDefaults.padded() suspends")
                .hasMessageContaining("user.Ask.run(Ask.java:5) calls it on thread");
        assertThatThrownBy(() -> code.run("user.Ask", "task"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JavaDefaults.padded() needs a running event loop")
                .hasMessageContaining("user.Ask.task(Ask.java:8)");
    }

    @Test
    void functionThatIsMissingAtRunTimeIsNamedInASentence() throws Exception {
        UserCode code = new UserCode(folder.resolve("user")).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(shapes.Registry.class)
                public class Ask {
                    public static void mangled() {
                        suspension.Async.run(() -> JavaRegistry.lookUp(1));
                    }
                    public static void named() {
                        JavaRegistry.describe();
                    }
                    public static void present() {
                        JavaRegistry.size(1);
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThat(new UserCode(folder.resolve("api"))
                        .source("shapes/Registry", """
                package shapes;
                public final class Registry {
                    private Registry() {}
                    public static final Registry INSTANCE = new Registry();
                }
                """)
                        .compile())
                .isEmpty();
        code.with(folder.resolve("api/classes"));
        for (String each : List.of("mangled", "named")) {
            assertThatThrownBy(() -> code.run("user.Ask", each))
                    .isInstanceOf(NoSuchMethodError.class)
                    .hasMessageContaining("The facade user.JavaRegistry calls ")
                    .hasMessageContaining("which is missing from the API at run time");
        }
    }
}
