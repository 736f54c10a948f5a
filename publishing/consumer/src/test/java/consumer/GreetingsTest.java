package consumer;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.testing.AsyncTest;

class GreetingsTest {

    @Test
    void javaCallsKotlin() {
        List<String> greetings = Async.run(() -> Greetings.greet(new SlowGreeter(), "Ada", "Bob"));
        assertEquals(List.of("Hello, Ada", "Hello, BobHello, Bob"), greetings);
    }

    @AsyncTest
    void kotlinCallsJava() {
        Caller kotlin = new Caller(() -> {
            sleep(ofHours(1));
            return "Hello";
        });
        JavaCaller caller = JavaCaller.of(kotlin);
        assertEquals("Hello", caller.call());
        assertEquals("Hello", caller.call(createTask(() -> "Hello")));
    }
}
