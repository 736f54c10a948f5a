package suspension.insight.tool.timeline;

import java.util.Random;

/** Timelines to draw. */
final class Timelines {

    static final String HOSTILE = "</script><script>alert(1)</script> \"quoted\" 'single' \\ \n new line";
    static final String RIGHT_TO_LEFT = "\u202eevil\u202c مهمة 🚀 \ud83d";

    private Timelines() {}

    static Timeline empty() {
        return new TimelineBuilder().build("empty.jfr", 5_000_000);
    }

    /** Everything once: two loops of a group and one without, all outcomes, many reasons, a blocked loop. */
    static Timeline small() {
        TimelineBuilder made = new TimelineBuilder()
                .loop(1, "web-1", "web")
                .loop(2, "web-2", "web")
                .loop(3, "jobs", null);
        order(made);
        reports(made);
        jobs(made);
        for (int i = 1; i <= 10; i++) {
            made.lag(1, i * 100_000L, i == 5 ? 9000 : 400 + 60 * i, i == 5 ? 4000 : 100);
            made.lag(3, i * 100_000L, i == 8 ? 240_000 : 300, i == 8 ? 200_000 : 80);
        }
        return made.build("shop.jfr", 1_000_000);
    }

    private static void order(TimelineBuilder made) {
        made.task(1, "order", 1, 0, 20_000, 25_000L, 900_000L, "returned", null)
                .returned(2, "reserve stock", 1, 1, 60_000, 420_000)
                .returned(3, "charge card", 1, 1, 60_000, 700_000)
                .task(4, "send mail", 1, 1, 60_000, 80_000L, 300_000L, "cancelled", null)
                .slice(1, 1, 25_000, 60_000)
                .wokenBy(3, 1, 60_000, 700_000, "gather", "3 tasks: reserve stock, charge card, send mail")
                .slice(2, 1, 60_000, 70_000)
                .waits(2, 70_000, 300_000, "suspend function", "Warehouse.reserve", "DefaultDispatcher-worker-1")
                .slice(2, 1, 305_000, 330_000)
                .slice(3, 1, 70_000, 80_000)
                .wokenBy(2, 3, 80_000, 330_000, "lock", "AsyncLock card, held by reserve stock")
                .slice(3, 1, 332_000, 350_000)
                .waits(3, 350_000, 640_000, "thread call", "PaymentClient.charge", "thread-pool-3")
                .call(3, 380_000, 640_000, "thread-pool-3")
                .slice(3, 1, 645_000, 700_000)
                .slice(4, 1, 80_000, 92_000)
                .waits(4, 92_000, 300_000, "queue", "AsyncQueue outbox", "cancelled")
                .wokenBy(3, 2, 330_000, 352_000, "task", "task charge card")
                .slice(2, 1, 352_000, 420_000)
                .slice(1, 1, 702_000, 760_000)
                .waits(1, 760_000, 860_000, "sleep", "sleep of 100 ms", "timer")
                .slice(1, 1, 861_000, 900_000)
                .slice(0, 1, 500_000, 520_000);
    }

    private static void reports(TimelineBuilder made) {
        made.task(10, "report", 2, 0, 0, 0L, null, "pending", null)
                .task(11, "read rows", 2, 10, 40_000, 50_000L, 620_000L, "failed", "SQLException: connection reset")
                .slice(10, 2, 5000, 45_000)
                .wokenBy(11, 10, 45_000, 620_000, "task", "task read rows")
                .slice(11, 2, 50_000, 90_000)
                .waits(11, 90_000, 360_000, "stage", "CompletableFuture", "HttpClient-1-Worker-0")
                .slice(11, 2, 362_000, 400_000)
                .waits(11, 400_000, 580_000, "flow", "Flow rows", "DefaultDispatcher-worker-2")
                .slice(11, 2, 582_000, 620_000)
                .slice(10, 2, 625_000, 660_000)
                .waits(10, 660_000, 1_000_000, "event", "AsyncEvent shutdown", "none");
    }

    private static void jobs(TimelineBuilder made) {
        made.returned(20, "scheduler", 3, 0, 0, 990_000)
                .slice(20, 3, 0, 15_000)
                .waits(20, 15_000, 980_000, "group", "12 tasks", "task")
                .slice(20, 3, 981_000, 990_000);
        for (int i = 0; i < 12; i++) {
            long from = 20_000 + (i / 3) * 160_000L + (i % 3) * 9000L;
            made.returned(30 + i, "resize-" + (i + 1), 3, 20, from, from + 130_000)
                    .slice(30 + i, 3, from, from + 8000)
                    .waits(30 + i, from + 8000, from + 110_000, "semaphore", "AsyncSemaphore(3)", "task")
                    .slice(30 + i, 3, from + 112_000, from + 120_000)
                    .waits(30 + i, from + 120_000, from + 125_000, "turn", "its turn", "task")
                    .slice(30 + i, 3, from + 125_000, from + 130_000);
        }
        String stack = "java.lang.Thread.sleep(Native Method)\nshop.Thumbnails.compress(Thumbnails.java:88)\n"
                + "shop.Jobs.cleanUp(Jobs.java:31)";
        made.task(50, "clean up", 3, 20, 660_000, 680_000L, 960_000L, "failed", "IOException: disk full")
                .slice(50, 3, 680_000, 960_000)
                .blocked(3, 50, 700_000, 960_000, "jobs", stack);
    }

    static Timeline hostile() {
        return new TimelineBuilder()
                .loop(1, HOSTILE, HOSTILE)
                .task(1, HOSTILE, 1, 0, 0, 0L, 900L, "failed", HOSTILE)
                .returned(2, RIGHT_TO_LEFT, 1, 1, 100, 800)
                .slice(1, 1, 0, 100)
                .slice(2, 1, 100, 200)
                .waits(2, 200, 700, "sleep", HOSTILE, RIGHT_TO_LEFT)
                .wokenBy(2, 1, 100, 800, "task", RIGHT_TO_LEFT)
                .blocked(1, 1, 0, 90, HOSTILE, HOSTILE)
                .build(HOSTILE, 1000);
    }

    /**
     * A busy service: tasks in four loops, a fifth of them in flight together, each with some slices and waits.
     *
     * @param events how many slices and waits in all
     */
    static Timeline large(int tasks, int events) {
        Random random = new Random(1);
        TimelineBuilder made = new TimelineBuilder();
        for (int loop = 1; loop <= 4; loop++) {
            made.loop(loop, "web-" + loop, "web");
        }
        String[] whys = {"sleep", "lock", "queue", "suspend function", "stage", "thread call", "task"};
        int steps = events / tasks / 2;
        long duration = 60_000_000;
        for (int id = 1; id <= tasks; id++) {
            int loop = 1 + id % 4;
            long from = (long) (random.nextDouble() * duration * 0.8);
            long end = from + duration / 5;
            made.returned(id, "request-" + id, loop, 0, from, end);
            long step = (end - from) / steps;
            for (int i = 0; i < steps; i++) {
                long at = from + i * step;
                String why = whys[random.nextInt(whys.length)];
                made.slice(id, loop, at, at + 1 + random.nextInt(200));
                made.wokenBy(1 + random.nextInt(tasks), id, at + 201, at + step, why, why + " of request-" + id);
            }
        }
        return made.build("load.jfr", duration);
    }
}
