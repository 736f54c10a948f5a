package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void javaClassOfTheSameBuildIsAnErrorAtTheAnnotation() throws Exception {
        assertThat(said("user/Ask", "package user;\n@suspension.facade.SuspendFacade(Ask.class)\nclass Ask {}\n"))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "user.Ask has no Kotlin metadata: it is a Java class", "call a Java class");
    }

    @Test
    void classThatIsNotPublicIsAnErrorAtTheAnnotation() throws Exception {
        String source = "package shop;\n@suspension.facade.SuspendFacade(InMemoryUsers.class)\nclass Ask {}\n";
        assertThat(said("shop/Ask", source))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "shop.InMemoryUsers is not public, so no facade can call it");
    }

    @Test
    void classInsideAPrivateOneIsAnErrorAtTheAnnotation() throws Exception {
        String source = "package bank;\n@suspension.facade.SuspendFacade(Vault.Key.class)\nclass Ask {}\n";
        assertThat(said("bank/Ask", source)).singleElement().asString().contains("Ask.java:2");
    }

    /** javac says it, and the processor nothing more. */
    @Test
    void classThatDoesNotExistIsJavacsErrorAlone() throws Exception {
        assertThat(said("user/Ask", "package user;\n@suspension.facade.SuspendFacade(shop.Gone.class)\nclass Ask {}\n"))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "cannot find symbol", "class Gone");
    }

    @Test
    void whatIsNoClassIsAnErrorAtTheAnnotation() throws Exception {
        assertThat(said("user/Ask", "package user;\n@suspension.facade.SuspendFacade(int.class)\nclass Ask {}\n"))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "int is no class of Kotlin's, so it has no facade");
        assertThat(said("user/Ask", "package user;\n@suspension.facade.SuspendFacade(void.class)\nclass Ask {}\n"))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "void is no class of Kotlin's");
        String source = "package user;\n@suspension.facade.SuspendFacade(shop.Users[][].class)\nclass Ask {}\n";
        assertThat(said("user/Ask", source))
                .singleElement()
                .asString()
                .contains("Ask.java:2", "shop.Users[][] is an array", "ask for the facade of shop.Users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a name", "class", "record", "other.JavaUsers", "1st"})
    void nameThatNoClassCanHaveIsOneErrorAtTheAnnotation(String name) throws Exception {
        List<String> said =
                new UserCode(folder).source("user/Ask", """
                package user;
                import suspension.facade.SuspendFacade;
                @SuspendFacade(value = shop.Users.class, name = "%s")
                class Ask {}
                """.formatted(name)).compile();
        assertThat(said)
                .singleElement()
                .asString()
                .contains(
                        "Ask.java:3",
                        "The facade of shop.Users cannot be called \"" + name + "\"",
                        "give it a simple name");
    }

    @Test
    void functionsOfOneSignatureAreBothThereAndTheSecondIsListed() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import java.util.List;
                @suspension.facade.SuspendFacade(shapes.ShapesKt.class)
                public class Ask {
                    public static void run() {
                        if (!JavaShapes.clash(List.of("a")).equals("strings [a]")
                                || !JavaShapes.clashListInteger(List.of(1)).equals("ints [1]")) {
                            throw new AssertionError();
                        }
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        code.run("user.Ask", "run");
        assertThat(code.generated().get("JavaShapes.java"))
                .contains("{@code clash(a)} is {@code clashListInteger}: another function has the same name");
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
    void implementationThatWaitsByItselfIsToldOfImplement() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import kotlin.coroutines.Continuation;
                import shapes.Session.Store;
                import suspension.Async;
                @suspension.facade.SuspendFacade(Store.class)
                public class Ask {
                    record Direct() implements Store {
                        @Override public Object load(Continuation<? super String> c) {
                            Async.sleep(java.time.Duration.ofMillis(1));
                            return "";
                        }
                    }
                    record ByFacade(Store inner) implements Store {
                        @Override public Object load(Continuation<? super String> c) {
                            return JavaSessionStore.of(inner).load();
                        }
                    }
                    public static void direct() {
                        Async.run(() -> JavaSessionStore.of(new Direct()).load());
                    }
                    public static void byFacade() {
                        Async.run(() -> JavaSessionStore.of(new ByFacade(new Direct())).load());
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThatThrownBy(() -> code.run("user.Ask", "direct"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sleep() suspends")
                .hasMessageContaining("but user.Ask$Direct.load(Ask.java:9) calls it inside user.Ask$Direct.load")
                .hasMessageContaining("do nothing but return Suspend.implement(continuation, () -> ...)");
        assertThatThrownBy(() -> code.run("user.Ask", "byFacade"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JavaSessionStore.load() suspends")
                .hasMessageContaining("but user.Ask$ByFacade.load(Ask.java:15) calls it inside user.Ask$ByFacade.load")
                .hasMessageContaining("do nothing but return Suspend.implement(continuation, () -> ...)");
    }

    @Test
    void facadeInsideTheLambdaOfACallIsToldToComputeBefore() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                import java.util.List;
                import suspension.Async;
                @suspension.facade.SuspendFacade(shop.Users.class)
                @suspension.facade.SuspendFacade(shop.ShopKt.class)
                public class Ask {
                    public static void run() {
                        Async.run(() -> {
                            shop.Users users = JavaShop.openUsers(List.of("Asha"));
                            JavaUsers java = JavaUsers.of(users);
                            Async.await(c -> users.find(java.count(), c));
                        });
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThatThrownBy(() -> code.run("user.Ask", "run"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JavaUsers.count() suspends")
                .hasMessageContaining("(Ask.java:11) calls it inside the lambda of a suspend call (c -> ...)")
                .hasMessageContaining("Compute it before the lambda");
    }

    @Test
    void functionOfAnInterfaceThatIsMissingIsNamedInASentence() throws Exception {
        UserCode code = new UserCode(folder.resolve("user")).source("user/Ask", """
                package user;
                import java.lang.reflect.Proxy;
                @suspension.facade.SuspendFacade(shapes.Defaults.class)
                public class Ask {
                    private static JavaDefaults defaults() {
                        return JavaDefaults.of((shapes.Defaults) Proxy.newProxyInstance(
                                Ask.class.getClassLoader(), new Class<?>[] {shapes.Defaults.class}, (p, m, a) -> null));
                    }
                    public static void plain() {
                        suspension.Async.run(() -> defaults().first(1, "a"));
                    }
                    public static void omitted() {
                        suspension.Async.run(() -> defaults().padded("a"));
                    }
                    public static void task() {
                        suspension.Async.run(() -> defaults().tasks().first(1, "a").await());
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThat(new UserCode(folder.resolve("api"))
                        .source("shapes/Defaults", "package shapes;\npublic interface Defaults {}\n")
                        .compile())
                .isEmpty();
        code.with(folder.resolve("api/classes"));
        for (String each : List.of("plain", "omitted", "task")) {
            assertThatThrownBy(() -> code.run("user.Ask", each))
                    .isInstanceOf(NoSuchMethodError.class)
                    .hasMessageContaining("The facade user.JavaDefaults calls ")
                    .hasMessageContaining(each.equals("omitted") ? "padded" : "first")
                    .hasMessageContaining("which is missing from the API at run time");
        }
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

    private List<String> said(String name, String source) throws Exception {
        return new UserCode(folder).source(name, source).compile();
    }

    @Test
    void nullForAnArgumentWithADefaultIsRefusedInASentence() throws Exception {
        UserCode code = new UserCode(folder).source("user/Ask", """
                package user;
                @suspension.facade.SuspendFacade(shapes.Defaults.class)
                public class Ask {
                    public static void run() {
                        JavaDefaults.of(new shapes.KotlinDefaults()).id(it -> it.id((shapes.UserId) null));
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThatThrownBy(() -> code.run("user.Ask", "run"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("id must not be null; what is not given has its default");
    }
}
