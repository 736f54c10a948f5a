package orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Kills the server, two workers and the client at random, a hundred times, and then counts the effects by key: none may be
 * lost, and none doubled. The first argument is how often, the second one the seed.
 */
public final class Kills {

    /** A program that is started again whenever it has ended. */
    private static final class Victim {
        private final Class<?> program;
        private final String[] arguments;
        private Jvm jvm;
        private int killed;

        Victim(Class<?> program, String... arguments) throws IOException {
            this.program = program;
            this.arguments = arguments;
            jvm = Jvm.start(program, arguments);
        }

        void kill() throws IOException {
            killed++;
            jvm.kill();
            jvm = Jvm.start(program, arguments);
        }

        void revive() throws IOException {
            if (!jvm.isAlive()) {
                jvm = Jvm.start(program, arguments);
            }
        }
    }

    private Kills() {}

    /** Kills, counts, and ends with 1 if anything was lost or doubled. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println(kills + " kills, seed " + seed);
        Instant begin = Instant.now();
        Path folder = Files.createTempDirectory("orders");
        String port = Jvm.freePort();
        Map<String, Victim> victims = new LinkedHashMap<>();
        victims.put("server", new Victim(Server.class, port));
        victims.put("worker 1", new Victim(OrderWorker.class, port, folder.toString(), "20"));
        victims.put("worker 2", new Victim(OrderWorker.class, port, folder.toString(), "20"));
        victims.put("client", new Victim(OrderClient.class, port, folder.toString()));
        try {
            killAtRandom(new ArrayList<>(victims.values()), kills, new Random(seed));
            Files.createFile(folder.resolve("stop"));
            Victim client = victims.get("client");
            Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
            while (client.jvm.isAlive() && Instant.now().isBefore(deadline)) {
                Thread.sleep(200);
                victims.get("worker 1").revive();
                victims.get("worker 2").revive();
            }
        } finally {
            victims.values().forEach(victim -> victim.jvm.close());
        }
        victims.forEach((name, victim) -> System.out.println("  " + name + " killed " + victim.killed + " times"));
        boolean right = count(folder);
        System.out.println("It took " + Duration.between(begin, Instant.now()).toSeconds() + " s.");
        Demo.delete(folder);
        System.exit(right ? 0 : 1);
    }

    private static void killAtRandom(List<Victim> victims, int kills, Random random)
            throws IOException, InterruptedException {
        for (int i = 0; i < kills; i++) {
            Thread.sleep(1000 + random.nextInt(3000));
            victims.get(random.nextInt(victims.size())).kill();
            for (Victim victim : victims) {
                victim.revive();
            }
        }
    }

    private static boolean count(Path folder) throws IOException {
        Ledger ledger = new Ledger(folder);
        TreeSet<String> intended = new TreeSet<>(OrderClient.lines(folder.resolve("intended")));
        Map<String, String> receipts = new HashMap<>();
        int differing = 0;
        for (String line : OrderClient.lines(folder.resolve("receipts"))) {
            String order = line.substring(0, line.indexOf(' '));
            String receipt = line.substring(line.indexOf(' ') + 1);
            String before = receipts.put(order, receipt);
            if ((before != null && !before.equals(receipt))
                    || !ledger.receipt(order).equals(receipt)) {
                differing++;
            }
        }
        TreeSet<String> entries = new TreeSet<>(ledger.entries());
        TreeSet<String> lost = new TreeSet<>(intended);
        lost.removeAll(entries);
        TreeSet<String> unanswered = new TreeSet<>(intended);
        unanswered.removeAll(receipts.keySet());
        int entered = ledger.noted("entered").size();
        System.out.println(
                "Orders: " + intended.size() + ", charged: " + entries.size() + ", with a receipt: " + receipts.size());
        System.out.println("Charges begun: " + ledger.noted("started").size() + ", entered: " + entered
                + ", found entered before: " + ledger.noted("found").size());
        System.out.println("Lost: " + lost.size() + ", without a receipt: " + unanswered.size() + ", doubled: "
                + Math.max(0, entered - entries.size()) + ", receipts that differ from the ledger: " + differing);
        return lost.isEmpty() && unanswered.isEmpty() && differing == 0 && entered <= entries.size();
    }
}
