package suspension.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.JobKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import suspension.Async;
import suspension.ContextVar;
import suspension.EventLoop;

/** How a variable reaches the MDC of SLF4J, and with it every line that Logback writes. */
class MdcTest {

    private static final ContextVar<String> REQUEST = ContextVar.named("request");

    private static void toMdc(String id) {
        if (id == null) {
            MDC.remove("request");
        } else {
            MDC.put("request", id);
        }
    }

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("mdc-test");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getMDCPropertyMap().get("request") + ": " + event.getMessage());
        }
    };

    private final EventLoop loop = EventLoop.builder()
            .context(REQUEST.asContextElement(() -> MDC.get("request"), MdcTest::toMdc))
            .build();

    @BeforeEach
    void listen() {
        appender.start();
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    @AfterEach
    void close() {
        loop.close();
        logger.detachAppender(appender);
    }

    private void serve(String id) {
        REQUEST.where(id, () -> {
            logger.info("begins");
            yieldNow();
            gather(() -> logger.info("a child"), () -> logger.info("another child"));
            Async.toThread(() -> logger.info("a thread"));
            logger.info("ends");
        });
        logger.info("after " + id);
    }

    @Test
    void everyLineOfARequestBearsItsId() {
        loop.run(() -> gather(() -> serve("r-1"), () -> serve("r-2")));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("r-1"))
                .containsExactlyInAnyOrder(
                        "r-1: begins", "r-1: a child", "r-1: another child", "r-1: a thread", "r-1: ends");
        assertThat(lines).filteredOn(line -> line.startsWith("r-2")).hasSize(5);
        assertThat(lines).contains("null: after r-1", "null: after r-2").hasSize(12);
    }

    @Test
    void kotlinCodeInTheMiddleLogsWithIt() {
        loop.run(() -> {
            REQUEST.set("r-3");
            Async.await(c -> KotlinApi.log(logger, c));
        });
        assertThat(lines).containsExactly("r-3: at first", "r-3: later", "r-3: on another dispatcher");
    }

    @Test
    void nothingIsLeftOnTheThread() {
        loop.run(() -> {
            REQUEST.set("r-4");
            createTask(() -> logger.info("child")).await();
        });
        loop.execute(() -> logger.info("callback"));
        loop.run(() -> logger.info("other"));
        assertThat(lines).containsExactly("r-4: child", "null: callback", "null: other");
    }

    @Test
    void loopRefusesElementsThatItHasItself() {
        EventLoop.Builder builder = EventLoop.builder();
        assertThatThrownBy(() -> builder.context(Dispatchers.getDefault()))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.context(JobKt.Job(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of its own");
    }
}
