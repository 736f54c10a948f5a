package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suspension.Async;
import suspension.ExceptionGroup;
import suspension.TaskGroup;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;

/**
 * The idea: a queue hands work to workers, {@code join} waits until all of it is done, and a semaphore limits how many
 * load at once. Everything lives in a {@code TaskGroup}, so the first failure stops all of it.
 *
 * <p>Watch: there are three workers, but never more than two pages on their way; and nothing is locked, for nobody else
 * runs between two suspensions. {@code RateLimitedCrawlerTest} shows how to test such code.
 */
public final class RateLimitedCrawler {

    private static final int WORKERS = 3;

    /** Gives the links of a page; suspends while it loads. */
    @FunctionalInterface
    interface Site {
        List<String> load(String page) throws IOException;
    }

    private final Site site;
    private final AsyncSemaphore connections;
    private final AsyncQueue<String> todo = AsyncQueue.unbounded();
    private final Set<String> found = new LinkedHashSet<>();

    RateLimitedCrawler(Site site, int maxConnections) {
        this.site = site;
        this.connections = new AsyncSemaphore(maxConnections);
    }

    public static void main(String[] args) {
        Map<String, List<String>> shop = Map.of(
                "home", List.of("tea", "cups"),
                "tea", List.of("masala", "green", "home"),
                "cups", List.of("glass"));
        Async.run(() -> {
            RateLimitedCrawler crawler = new RateLimitedCrawler(page -> load(shop, page), 2);
            System.out.println(crawler.crawl("home"));
            try {
                new RateLimitedCrawler(page -> loadFromBrokenSite(page), 2).crawl("home");
            } catch (ExceptionGroup e) {
                System.out.println("Gave up: " + e.exceptions().get(0).getMessage());
            }
        });
    }

    /** Every page that can be reached, in the order in which they were found. Suspends until all are loaded. */
    Set<String> crawl(String start) {
        TaskGroup.run(group -> {
            for (int i = 0; i < WORKERS; i++) {
                group.createTask(() -> work());
            }
            find(start);
            todo.join();
            group.cancel(); // the workers, which wait for pages that will not come
        });
        return found;
    }

    private void find(String page) {
        if (found.add(page)) {
            todo.put(page);
        }
    }

    private void work() throws IOException {
        while (true) {
            String page = todo.get();
            loadSlowly(page).forEach(this::find);
            todo.taskDone();
        }
    }

    private List<String> loadSlowly(String page) throws IOException {
        AsyncSemaphore.Permit permit = connections.acquire();
        try (permit) {
            return site.load(page);
        }
    }

    private static List<String> load(Map<String, List<String>> links, String page) {
        sleep(ofMillis(200));
        System.out.println("Loaded " + page);
        return links.getOrDefault(page, List.of());
    }

    private static List<String> loadFromBrokenSite(String page) throws IOException {
        sleep(ofMillis(100));
        throw new IOException(page + " is gone");
    }
}
