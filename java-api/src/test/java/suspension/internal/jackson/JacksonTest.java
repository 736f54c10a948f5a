package suspension.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Task;

/** Tasks and coroutines that are given to Jackson as data. */
@ParameterizedClass
@EnumSource(JacksonTest.Json.class)
class JacksonTest {

    private static final String OF_TASK = "A Task is work that may still run, and is no data. As a result, return its"
            + " future, task.toCompletableFuture() or loop.future(...), or add suspension-spring-boot-starter; within"
            + " other data, await it and put its value there";

    private static final String OF_COROUTINE =
            "A Coroutine is code that has not run, and is no data. As a result, return"
                    + " a future, loop.future(coroutine), or add suspension-spring-boot-starter; within other data, await it and"
                    + " put its value there";

    private final EventLoop loop = EventLoop.start();

    private final Task<String> task = loop.createTask(() -> "value");

    @Parameter
    private Json json;

    /** A mapper of each Jackson, with the modules that it finds by itself. */
    enum Json {
        JACKSON_2(com.fasterxml.jackson.databind.exc.InvalidDefinitionException.class) {
            @Override
            String write(Object value) throws Exception {
                return com.fasterxml.jackson.databind.json.JsonMapper.builder()
                        .findAndAddModules()
                        .build()
                        .writeValueAsString(value);
            }
        },
        JACKSON_3(tools.jackson.databind.exc.InvalidDefinitionException.class) {
            @Override
            String write(Object value) {
                return tools.jackson.databind.json.JsonMapper.builder()
                        .findAndAddModules()
                        .build()
                        .writeValueAsString(value);
            }
        };

        private final Class<? extends Throwable> refusal;

        Json(Class<? extends Throwable> refusal) {
            this.refusal = refusal;
        }

        abstract String write(Object value) throws Exception;
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void assertRefused(Object value, String message) {
        assertThatThrownBy(() -> json.write(value))
                .isExactlyInstanceOf(json.refusal)
                .hasMessageContaining(message);
    }

    record Of(Object part) {}

    record OfTask(Task<String> part) {}

    record OfCoroutine(Coroutine<String> part) {}

    record Typed(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object part) {}

    @Test
    void aTaskIsRefused() {
        assertRefused(task, OF_TASK);
        task.join();
        assertRefused(task, OF_TASK);
    }

    @Test
    void aCoroutineIsRefused() {
        Coroutine<String> coroutine = Coroutine.of(() -> "value");
        assertRefused(coroutine, OF_COROUTINE);
        loop.run(coroutine);
        assertRefused(coroutine, OF_COROUTINE);
    }

    @Test
    void whatContainsATaskIsRefused() {
        for (Object value : List.of(
                new Of(task), new OfTask(task), new Typed(task), List.of(task), Map.of("part", task), new Object[] {task
                })) {
            assertRefused(value, OF_TASK);
        }
    }

    @Test
    void whatContainsACoroutineIsRefused() {
        Coroutine<String> coroutine = Coroutine.of(() -> "value");
        loop.run(coroutine);
        for (Object value : List.of(
                new Of(coroutine),
                new OfCoroutine(coroutine),
                new Typed(coroutine),
                List.of(coroutine),
                Map.of("part", coroutine))) {
            assertRefused(value, OF_COROUTINE);
        }
    }

    @Test
    void whatHasNoneIsWritten() throws Exception {
        assertThat(json.write(new OfTask(null))).isEqualTo("{\"part\":null}");
        assertThat(json.write(new Of(task.join()))).isEqualTo("{\"part\":\"value\"}");
    }
}
