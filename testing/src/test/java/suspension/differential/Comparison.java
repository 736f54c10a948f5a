package suspension.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs programs on both sides, and says where they differ. */
final class Comparison implements AutoCloseable {

    private final PythonInterpreter python;

    Comparison(Path python) throws IOException {
        this.python = new PythonInterpreter(python);
    }

    /** Both sides at the same time. */
    List<Verdict> compare(List<Program> programs) {
        CompletableFuture<List<List<String>>> asyncio =
                CompletableFuture.supplyAsync(() -> python.logs(programs, List.of()), PythonInterpreter.THREADS);
        List<List<String>> java = JavaInterpreter.logs(programs);
        return judge(programs, java, asyncio.join());
    }

    private List<Verdict> judge(List<Program> programs, List<List<String>> java, List<List<String>> asyncio) {
        List<Program> unlike = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            if (!java.get(i).equals(asyncio.get(i))) {
                unlike.add(programs.get(i));
            }
        }
        List<List<String>> ruled = python.logs(unlike, IntendedDifference.rules());
        List<Verdict> verdicts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < programs.size(); i++) {
            boolean same = java.get(i).equals(asyncio.get(i));
            List<String> byRules = same ? asyncio.get(i) : ruled.get(next++);
            verdicts.add(new Verdict(programs.get(i), java.get(i), asyncio.get(i), byRules));
        }
        return verdicts;
    }

    Verdict compare(Program program) {
        return compare(List.of(program)).get(0);
    }

    /** The rules that explain why the logs differ: none of them could be left out. */
    List<IntendedDifference> explain(Verdict verdict) {
        List<IntendedDifference> needed = new ArrayList<>(List.of(IntendedDifference.values()));
        for (IntendedDifference candidate : IntendedDifference.values()) {
            List<IntendedDifference> others = new ArrayList<>(needed);
            others.remove(candidate);
            List<String> log = python.logs(
                            List.of(verdict.program()),
                            others.stream().map(IntendedDifference::rule).toList())
                    .get(0);
            boolean explained = others.contains(IntendedDifference.MESSAGES)
                    ? Verdict.agree(verdict.java(), log)
                    : log.equals(verdict.java());
            if (explained) {
                needed = others;
            }
        }
        return needed;
    }

    @Override
    public void close() {
        python.close();
    }
}
