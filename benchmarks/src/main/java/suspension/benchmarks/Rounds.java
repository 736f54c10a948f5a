package suspension.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the entrants run in turn, A B C A B C, so that a machine that slows down slows all of them. */
final class Rounds {

    /** A workload of one size, and who does it. */
    private record Contest(Workload workload, int size, List<Entrant> entrants) {

        int sizeOf(Entrant entrant) {
            return entrant.sizeOf(workload, size);
        }
    }

    private final Host host;
    private final Settings settings;
    private final String title;
    private final List<Series> series = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private int left;

    Rounds(Host host, Settings settings, String title) {
        this.host = host;
        this.settings = settings;
        this.title = title;
    }

    /** @param directory gets the results after each contest, for it may take long to the last */
    Results run(Path directory) throws IOException {
        List<Contest> contests = contests(present());
        left = settings.rounds()
                * contests.stream()
                        .mapToInt(contest -> contest.entrants().size())
                        .sum();
        Results results = new Results(title, series, absences);
        for (Contest contest : contests) {
            run(contest);
            results.write(directory);
        }
        return results;
    }

    /** Who can run here at all. */
    private List<Entrant> present() {
        List<Entrant> present = new ArrayList<>();
        for (Entrant entrant : Entrant.values()) {
            String obstacle = host.obstacle(entrant);
            if (obstacle == null) {
                present.add(entrant);
            } else {
                absences.add(new Absence(entrant, null, obstacle));
            }
        }
        return present;
    }

    private List<Contest> contests(List<Entrant> present) {
        List<Contest> contests = new ArrayList<>();
        for (Workload workload : settings.workloads()) {
            List<Entrant> able = present.stream()
                    .filter(entrant -> !isLeftOut(entrant, workload))
                    .toList();
            for (int size : settings.sizes(workload)) {
                contests.add(new Contest(workload, size, able));
            }
        }
        return contests;
    }

    private boolean isLeftOut(Entrant entrant, Workload workload) {
        String reason = entrant.leavesOut(workload);
        if (reason != null) {
            absences.add(new Absence(entrant, workload, reason));
        }
        return reason != null;
    }

    private void run(Contest contest) {
        Map<Entrant, List<List<Double>>> figures = new LinkedHashMap<>();
        contest.entrants().forEach(entrant -> figures.put(entrant, new ArrayList<>()));
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Entrant entrant : contest.entrants()) {
                left--;
                List<List<Double>> before = figures.get(entrant);
                if (before != null && !measure(contest, entrant, before)) {
                    figures.remove(entrant);
                }
            }
        }
        figures.forEach((entrant, rounds) ->
                series.add(new Series(contest.workload(), contest.size(), entrant, contest.sizeOf(entrant), rounds)));
    }

    /** Adds a round to those before; false if the entrant failed. */
    private boolean measure(Contest contest, Entrant entrant, List<List<Double>> rounds) {
        Workload workload = contest.workload();
        int size = contest.sizeOf(entrant);
        System.out.printf(
                "%s of %,d, round %d: %s; %d to come%n", workload, size, rounds.size() + 1, entrant.title, left);
        try {
            rounds.add(new Measurement(host, entrant, workload, size, settings.timing()).figures());
            return true;
        } catch (Exception e) {
            absences.add(Absence.failed(entrant, workload, size, e));
            System.out.println(absences.get(absences.size() - 1).reason());
            return false;
        }
    }
}
