package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.currentTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.SuspendController;
import suspension.spring.Suspending;

/** What handler methods give, in both stacks alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ControllerTest {

    private final Service.Stack stack;
    private Service service;

    ControllerTest(Service.Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void start() {
        service = Service.start(stack, Application.class);
    }

    @AfterAll
    void close() {
        service.close();
    }

    @Configuration
    @Import({Users.class, Mixed.class, Tasks.class, Advice.class})
    static class Application {}

    record User(String id, String name) {}

    record NewUser(@NotBlank String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    sealed interface Shape permits Circle {}

    record Circle(int radius) implements Shape {}

    private static void suspend() {
        sleep(Duration.ofMillis(1));
    }

    // Bodies

    @SuspendController
    @RequestMapping("/users")
    static class Users {

        @ModelAttribute("tenant")
        String tenant(@RequestHeader(name = "tenant", defaultValue = "none") String tenant) {
            return tenant;
        }

        @GetMapping("/{id}")
        User user(@PathVariable String id) {
            suspend();
            if (id.equals("0")) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such user");
            }
            return new User(id, "Ann");
        }

        @GetMapping
        List<User> users(@RequestParam(defaultValue = "2") @Min(1) int count) {
            suspend();
            return IntStream.rangeClosed(1, count)
                    .mapToObj(i -> new User("" + i, "Ann"))
                    .toList();
        }

        @GetMapping("/shapes")
        List<Shape> shapes() {
            suspend();
            return List.of(new Circle(2));
        }

        @GetMapping("/entity")
        ResponseEntity<List<Shape>> entity() {
            suspend();
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .header("Shapes", "1")
                    .body(List.of(new Circle(3)));
        }

        @PostMapping
        @ResponseStatus(HttpStatus.CREATED)
        User create(@Valid @RequestBody NewUser user) {
            suspend();
            if (user.name().equals("Bob")) {
                throw new ConflictException("Bob is there");
            }
            return new User("7", user.name());
        }

        @GetMapping("/nothing")
        void nothing() {
            suspend();
        }

        @PostMapping("/gone")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void gone() {
            suspend();
        }

        @GetMapping("/null")
        User noUser() {
            suspend();
            return null;
        }

        @GetMapping("/where")
        String where() {
            String before = currentTask().name();
            suspend();
            return before + " on " + Thread.currentThread().getName();
        }

        @GetMapping("/tenant")
        String tenantOfModel(@ModelAttribute("tenant") String tenant) {
            suspend();
            return tenant;
        }

        @GetMapping("/checked")
        User checked() throws IOException {
            suspend();
            throw new IOException("disk");
        }

        @GetMapping("/group")
        List<String> group() {
            return gather(
                    () -> {
                        throw new QuotaException("too many");
                    },
                    () -> "fine");
        }

        @GetMapping("/cancelled")
        String cancelled() {
            throw new CancellationException("stopped");
        }

        @GetMapping("/mono")
        Mono<String> mono() {
            return Mono.just("mono");
        }

        @GetMapping("/late-task")
        Object lateTask() {
            suspend();
            return suspension.Async.createTask(() -> new User("8", "Late"));
        }

        @GetMapping("/sleeps")
        List<Integer> sleeps() {
            return gather(() -> slept(1), () -> slept(2), () -> slept(3));
        }

        private static int slept(int result) {
            sleep(Duration.ofMillis(50));
            return result;
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.CONFLICT)
        String conflict(ConflictException e) {
            return e.getMessage();
        }
    }

    @SuppressWarnings("serial")
    static final class ConflictException extends RuntimeException {
        ConflictException(String message) {
            super(message);
        }
    }

    @SuppressWarnings("serial")
    static final class QuotaException extends RuntimeException {
        QuotaException(String message) {
            super(message);
        }
    }

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
        String quota(QuotaException e) {
            return e.getMessage();
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.INSUFFICIENT_STORAGE)
        String disk(IOException e) {
            return e.getMessage();
        }
    }

    @Test
    void bodyGivesValue() throws Exception {
        assertThat(service.get("/users/5").body()).isEqualTo("{\"id\":\"5\",\"name\":\"Ann\"}");
    }

    @Test
    void bodyRunsAsTaskThatIsCalledAsTheMethodIs() throws Exception {
        assertThat(service.get("/users/where").body()).startsWith("Users.where on web-");
    }

    @Test
    void listIsWrittenWithItsDeclaredElements() throws Exception {
        assertThat(service.get("/users").body()).contains("\"id\":\"1\"", "\"id\":\"2\"");
        assertThat(service.get("/users/shapes").body()).contains("\"radius\":2").contains("\"@type\":\"Circle\"");
    }

    @Test
    void entityHasItsStatusAndHeadersAndDeclaredBody() throws Exception {
        HttpResponse<String> response = service.get("/users/entity");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Shapes")).contains("1");
        assertThat(response.body()).contains("\"radius\":3").contains("\"@type\":\"Circle\"");
    }

    @Test
    void requestBodyIsReadBeforeTheBodyStarts() throws Exception {
        HttpResponse<String> response = service.post("/users", "{\"name\":\"Eve\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).contains("Eve");
    }

    @Test
    void bodyWithoutValueAnswersWithoutContent() throws Exception {
        assertThat(service.get("/users/nothing"))
                .returns(200, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
        assertThat(service.post("/users/gone", "").statusCode()).isEqualTo(204);
        assertThat(service.get("/users/null"))
                .returns(200, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
    }

    @Test
    void exceptionWithStatusHasIt() throws Exception {
        assertThat(service.get("/users/0").statusCode()).isEqualTo(404);
    }

    @Test
    void invalidArgumentsAreRefusedBeforeTheBodyStarts() throws Exception {
        assertThat(service.post("/users", "{\"name\":\"\"}").statusCode()).isEqualTo(400);
        assertThat(service.post("/users", "{").statusCode()).isEqualTo(400);
        assertThat(service.get("/users?count=0").statusCode()).isEqualTo(400);
        assertThat(service.get("/users?count=x").statusCode()).isEqualTo(400);
    }

    @Test
    void exceptionReachesHandlersAsItself() throws Exception {
        HttpResponse<String> ofController = service.post("/users", "{\"name\":\"Bob\"}");
        assertThat(ofController.statusCode()).isEqualTo(409);
        assertThat(ofController.body()).isEqualTo("Bob is there");
        HttpResponse<String> checked = service.get("/users/checked");
        assertThat(checked.statusCode()).isEqualTo(507);
        assertThat(checked.body()).isEqualTo("disk");
    }

    @Test
    void firstOfSeveralFailuresReachesHandlers() throws Exception {
        HttpResponse<String> response = service.get("/users/group");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("too many");
    }

    @Test
    void cancelledBodyIsUnavailable() throws Exception {
        assertThat(service.get("/users/cancelled").statusCode()).isEqualTo(503);
    }

    @Test
    void modelIsThereBeforeTheBodyStarts() throws Exception {
        HttpResponse<String> response = service.client.send(
                service.request("/users/tenant").header("tenant", "acme").build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("acme");
    }

    @Test
    void asynchronousResultIsLeftToSpring() throws Exception {
        assertThat(service.get("/users/mono").body()).isEqualTo("mono");
    }

    @Test
    void taskThatBodyGivesIsAwaited() throws Exception {
        assertThat(service.get("/users/late-task").body()).isEqualTo("{\"id\":\"8\",\"name\":\"Late\"}");
    }

    @Test
    void twoHundredRequestsAtOnceWaitTogether() throws Exception {
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 200)
                .mapToObj(i -> service.getLater("/users/sleeps"))
                .toList();
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.get().body()).isEqualTo("[1,2,3]");
        }
        // One after another on four threads of a server, they would take 7.5 seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    // Single methods

    @RestController
    @RequestMapping("/mixed")
    static class Mixed {

        @GetMapping("/plain")
        String plain() {
            return Thread.currentThread().getName();
        }

        @Suspending
        @GetMapping("/body")
        String body() {
            suspend();
            return Thread.currentThread().getName();
        }
    }

    @Test
    void annotationMayStandOnOneMethod() throws Exception {
        assertThat(service.get("/mixed/plain").body()).doesNotStartWith("web-");
        assertThat(service.get("/mixed/body").body()).startsWith("web-");
    }

    // Tasks and coroutines

    @RestController
    @RequestMapping("/tasks")
    static class Tasks {

        private final EventLoopGroup loops;

        Tasks(EventLoopGroup loops) {
            this.loops = loops;
        }

        @GetMapping("/task")
        Task<List<Shape>> task() {
            return loops.createTask(() -> {
                suspend();
                return List.of(new Circle(4));
            });
        }

        @GetMapping("/coroutine")
        Coroutine<List<Shape>> coroutine() {
            return Coroutine.of(() -> {
                suspend();
                return List.of(new Circle(5));
            });
        }

        @GetMapping("/entity")
        Coroutine<ResponseEntity<List<Shape>>> entity() {
            return Coroutine.of(() -> ResponseEntity.accepted().body(List.of(new Circle(6))));
        }

        @GetMapping("/inner")
        ResponseEntity<Task<User>> inner() {
            return ResponseEntity.accepted().body(loops.createTask(() -> new User("9", "Inner")));
        }

        @GetMapping("/undeclared-task")
        Object undeclaredTask() {
            return loops.createTask(() -> new User("10", "Task"));
        }

        @GetMapping("/undeclared-coroutine")
        Object undeclaredCoroutine() {
            return Coroutine.of(() -> new User("11", "Coroutine"));
        }

        @GetMapping("/nothing")
        Task<Void> nothing() {
            return loops.createTask(() -> {});
        }

        @GetMapping("/failing")
        Task<String> failing() {
            return loops.createTask(() -> {
                throw new QuotaException("no more");
            });
        }

        @GetMapping("/cancelled")
        Coroutine<String> cancelled() {
            return Coroutine.of(() -> {
                throw new CancellationException("stopped");
            });
        }
    }

    @Test
    void taskAndCoroutineGiveTheirValues() throws Exception {
        assertThat(service.get("/tasks/task").body()).contains("\"radius\":4").contains("\"@type\":\"Circle\"");
        assertThat(service.get("/tasks/coroutine").body())
                .contains("\"radius\":5")
                .contains("\"@type\":\"Circle\"");
        assertThat(service.get("/tasks/nothing"))
                .returns(200, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
    }

    @Test
    void entityMayBeInTaskOrAround() throws Exception {
        HttpResponse<String> in = service.get("/tasks/entity");
        assertThat(in.statusCode()).isEqualTo(202);
        assertThat(in.body()).contains("\"radius\":6").contains("\"@type\":\"Circle\"");
        HttpResponse<String> around = service.get("/tasks/inner");
        assertThat(around.statusCode()).isEqualTo(202);
        assertThat(around.body()).isEqualTo("{\"id\":\"9\",\"name\":\"Inner\"}");
    }

    @Test
    void undeclaredTaskIsNoBean() throws Exception {
        assertThat(service.get("/tasks/undeclared-task").body()).isEqualTo("{\"id\":\"10\",\"name\":\"Task\"}");
        assertThat(service.get("/tasks/undeclared-coroutine").body())
                .isEqualTo("{\"id\":\"11\",\"name\":\"Coroutine\"}");
    }

    @Test
    void failureOfTaskReachesHandlers() throws Exception {
        assertThat(service.get("/tasks/failing").statusCode()).isEqualTo(429);
        assertThat(service.get("/tasks/cancelled").statusCode()).isEqualTo(503);
    }
}
