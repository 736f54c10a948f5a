package suspension.samples;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import suspension.AsyncTimeoutException;
import suspension.ExceptionGroup;
import suspension.Task;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** How to test code that suspends: each method is a body, on a loop whose minutes take no time. */
class RateLimitedCrawlerTest {

    private final List<String> loaded = new ArrayList<>();

    /** A site with ten pages behind its first, each of which takes a minute. */
    private List<String> load(String page) {
        sleep(ofMinutes(1));
        loaded.add(page);
        return page.equals("0") ? List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10") : List.of("0");
    }

    @AsyncTest
    void findsEveryPageOnce() {
        Set<String> found = new RateLimitedCrawler(this::load, 1).crawl("0");

        assertThat(found).hasSize(11);
        assertThat(loaded).containsExactlyElementsOf(found);
    }

    @AsyncTest
    void loadsAsManyAtOnceAsItMay(VirtualClock clock) {
        new RateLimitedCrawler(this::load, 2).crawl("0");

        assertThat(clock.elapsed()).isEqualTo(ofMinutes(1 + 10 / 2));
    }

    @AsyncTest
    void stopsAtTheFirstFailure(VirtualClock clock) {
        RateLimitedCrawler crawler = new RateLimitedCrawler(
                page -> {
                    if (page.equals("3")) {
                        throw new IOException("page 3 is gone");
                    }
                    return load(page);
                },
                2);

        assertThatThrownBy(() -> crawler.crawl("0"))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        group -> assertThat(group.find(IOException.class))
                                .get()
                                .asString()
                                .contains("page 3 is gone"));
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(2));
    }

    @AsyncTest
    void canBeGivenATimeLimit(VirtualClock clock) {
        RateLimitedCrawler crawler = new RateLimitedCrawler(this::load, 1);

        assertThatThrownBy(() -> timeout(ofMinutes(3), () -> crawler.crawl("0")))
                .isInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(3));
    }

    @AsyncTest
    void leavesNothingBehindWhenItIsCancelled() {
        Task<Set<String>> crawl = createTask(() -> new RateLimitedCrawler(this::load, 1).crawl("0"));
        yieldNow();

        crawl.cancel();

        assertThatThrownBy(crawl::await).isInstanceOf(CancellationException.class);
    }
}
