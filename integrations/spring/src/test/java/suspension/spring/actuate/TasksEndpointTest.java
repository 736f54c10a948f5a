package suspension.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.SuspensionAutoConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TasksEndpointTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final WebApplicationContextRunner contexts = new WebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SuspensionAutoConfiguration.class, LoopActuatorAutoConfiguration.class))
            .withPropertyValues("suspension.loops=2", "suspension.name=orders");

    private final WebApplicationContextRunner exposed = contexts.withConfiguration(
                    AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=tasks");

    private static JsonNode json(Object value) {
        JsonMapper mapper = JsonMapper.builder().build();
        return mapper.readTree(mapper.writeValueAsString(value));
    }

    private static List<String> names(JsonNode tasks) {
        return tasks.valueStream().map(task -> task.get("name").asString()).toList();
    }

    @Test
    void taskHasThoseBeneathItForWhichItWaits() {
        exposed.run(context -> {
            EventLoop loop = context.getBean(EventLoopGroup.class).loops().get(0);
            Task<Void> checkout = loop.createTask("checkout", () -> checkout());
            loop.run(() -> {
                while (loop.tasks().size() < 4) {
                    yieldNow();
                }
                yieldNow();
            });
            JsonNode loops = json(context.getBean(TasksEndpoint.class).tasks()).get("loops");
            assertThat(names(loops)).containsExactly("orders-1", "orders-2");
            assertThat(names(loops.get(0).get("tasks"))).containsExactly("checkout");
            JsonNode root = loops.get(0).get("tasks").get(0);
            assertThat(root.get("state").asString()).isEqualTo("waiting");
            assertThat(root.get("waitsFor").asString()).isEqualTo("gather of 2");
            assertThat(root.get("where").get(0).asString())
                    .startsWith("suspension.spring.actuate.TasksEndpointTest.checkout(TasksEndpointTest.java:");
            assertThat(root.has("createdAt")).isFalse();
            assertThat(names(root.get("awaits"))).containsExactly("price", "stock");
            JsonNode price = root.get("awaits").get(0);
            assertThat(price.get("waitsFor").asString()).isEqualTo("sleep of PT24H");
            assertThat(price.has("awaits")).isFalse();
            checkout.cancel();
        });
    }

    private static void checkout() {
        Task<Void> price = createTask("price", () -> sleep(LONG));
        Task<Void> stock = createTask("stock", () -> sleep(LONG));
        gather(List.of(price, stock));
    }

    @Test
    void oneLoopCanBeChosen() {
        exposed.run(context -> {
            TasksEndpoint endpoint = context.getBean(TasksEndpoint.class);
            assertThat(names(json(endpoint.tasksOfLoop("orders-2")).get("loops")))
                    .containsExactly("orders-2");
            assertThat(endpoint.tasksOfLoop("orders-3")).isNull();
        });
    }

    @Test
    void debugModeTellsWhereTasksWereMade() {
        exposed.withPropertyValues("suspension.debug=true").run(context -> {
            EventLoop loop = context.getBean(EventLoopGroup.class).loops().get(0);
            loop.createTask("nap", () -> sleep(LONG));
            Map<String, Object> map = context.getBean(TasksEndpoint.class).tasksOfLoop("orders-1");
            JsonNode task = json(map).get("loops").get(0).get("tasks").get(0);
            assertThat(task.get("createdAt").get(0).asString())
                    .contains("TasksEndpointTest.")
                    .contains("debugModeTellsWhereTasksWereMade");
        });
    }

    @Test
    void deadlocksAreNamed() {
        exposed.run(context -> {
            EventLoop loop = context.getBean(EventLoopGroup.class).loops().get(0);
            Task<?>[] tasks = new Task<?>[2];
            loop.run(() -> {
                tasks[0] = createTask("a", () -> tasks[1].await());
                tasks[1] = createTask("b", () -> tasks[0].await());
                yieldNow();
                yieldNow();
            });
            JsonNode map = json(context.getBean(TasksEndpoint.class).tasks());
            assertThat(map.get("deadlocks").toString()).contains("\"tasks\":[\"a\",\"b\"]");
            JsonNode a = map.get("loops").get(0).get("tasks").get(0);
            JsonNode again = a.get("awaits").get(0).get("awaits").get(0);
            assertThat(again.get("name").asString()).isEqualTo("a");
            assertThat(again.get("seeElsewhere").asBoolean()).isTrue();
            tasks[0].cancel();
        });
    }

    @Test
    void isThereOnlyWhereItIsExposed() {
        contexts.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TasksEndpoint.class));
    }

    @Test
    void serviceNeedsNoActuator() {
        contexts.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("tasksEndpoint"));
    }
}
