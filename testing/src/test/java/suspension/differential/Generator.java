package suspension.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes random programs. Each is about a few subjects only, so that what it does meets. Half of the programs never let two
 * timers come due at one moment by accident: no two sums of their delays are equal, so their order does not hang on ticks.
 * In the others most moments are shared.
 *
 * <p>A task only awaits tasks that are made after it: CPython cannot cancel tasks that wait for each other in a circle.
 */
final class Generator {

    private enum Subject {
        COUNTS,
        CALLBACKS,
        GATHER,
        WAIT,
        COMPLETED,
        SHIELD,
        GROUP,
        TIMEOUT,
        WAIT_FOR,
        VARIABLES,
        LOCK,
        EVENT,
        CONDITION,
        SEMAPHORE,
        BARRIER,
        QUEUE
    }

    /** Beyond this a number is a delay, and nothing else. */
    static final int MAX_NUMBER = 999;

    private static final int MAX_DEPTH = 4;
    private static final int MAX_DISTINCT = 16;

    private final Random random;
    private final Set<Subject> subjects = new LinkedHashSet<>();
    private final boolean distinct;
    private final int favourite;
    private final List<Integer> timeouts = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<Integer> timers = new ArrayList<>();
    private int lastTask;
    private int lastName;
    private int delays;
    private int budget;

    private Generator(Random random) {
        this.random = random;
        this.distinct = random.nextBoolean();
        this.favourite = random.nextInt(12);
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            subjects.add(Subject.values()[random.nextInt(Subject.values().length)]);
        }
    }

    static Program program(long seed) {
        Generator generator = new Generator(new Random(seed * 0x9E3779B97F4A7C15L));
        generator.budget = 6 + generator.random.nextInt(30);
        List<Step> steps = new ArrayList<>();
        int tasks = generator.random.nextInt(4);
        for (int i = 0; i < tasks; i++) {
            steps.add(generator.create(0));
        }
        steps.addAll(generator.steps(0, 0, 2 + generator.random.nextInt(5)));
        return Program.of(steps);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static Step step(String operation, Object... arguments) {
        return new Step(0, operation, Arrays.asList(arguments));
    }

    private int delay() {
        if (!distinct) {
            return random.nextInt(4);
        }
        return (1 + random.nextInt(12)) * (1 << MAX_DISTINCT) + (1 << (delays++ % MAX_DISTINCT));
    }

    /** Sometimes none at all, or one that is over. */
    private int limit() {
        return chance(15) ? -random.nextInt(3) : delay();
    }

    private Integer limitOrNone() {
        return chance(25) ? null : Integer.valueOf(limit());
    }

    private int anyTask() {
        return random.nextInt(lastTask + 1);
    }

    private int laterTask(int self) {
        return self + 1 + random.nextInt(Math.max(1, lastTask - self));
    }

    private List<Object> someTasks(int self, boolean laterOnly) {
        List<Object> ids = new ArrayList<>();
        int count = chance(5) ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            ids.add(laterOnly ? laterTask(self) : anyTask());
        }
        return ids;
    }

    /** Mostly the same lock, queue, or whatever it is: so that tasks meet there. */
    private int which(int count) {
        return (chance(80) ? favourite : random.nextInt(12)) % count;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<Step> steps(int self, int depth, int count) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count && budget > 0; i++) {
            budget--;
            add(steps, self, depth);
        }
        return steps;
    }

    private List<Step> block(int self, int depth) {
        return steps(self, depth + 1, 1 + random.nextInt(4));
    }

    private Step create(int depth) {
        int id = ++lastTask;
        return step("create", id, steps(id, depth + 1, 1 + random.nextInt(5)));
    }

    private void add(List<Step> steps, int self, int depth) {
        int choice = random.nextInt(100);
        if (choice < 52) {
            Subject subject = any(new ArrayList<>(subjects));
            addOf(subject, steps, self, depth);
            while (chance(25)) { // what comes in one slice, nobody can come between
                addOf(subject, steps, self, depth);
            }
        } else if (choice < 63) {
            steps.add(step("sleep", chance(35) ? 0 : delay()));
        } else if (choice < 68) {
            steps.add(depth < MAX_DEPTH ? create(depth) : step("sleep", 0));
        } else if (choice < 74) {
            steps.add(step("await", laterTask(self)));
        } else if (choice < 84) {
            steps.add(step("cancel", anyTask()));
        } else if (choice < 92) {
            steps.add(depth < MAX_DEPTH ? attempt(self, depth) : step("state", anyTask()));
        } else if (choice < 95) {
            steps.add(step("raise", random.nextInt(10)));
        } else if (choice < 97) {
            steps.add(step("return", random.nextInt(10)));
        } else {
            steps.add(step("state", anyTask()));
        }
    }

    private Step attempt(int self, int depth) {
        String kind = any(List.of("exception", "cancel", "cancel", "all", "finally", "rethrow"));
        List<Step> handler = chance(30) ? List.of() : steps(self, depth + 1, 1 + random.nextInt(2));
        return step("try", kind, block(self, depth), handler);
    }

    private void addOf(Subject subject, List<Step> steps, int self, int depth) {
        switch (subject) {
            case COUNTS -> steps.add(step(any(List.of("uncancel", "cancelling", "uncancel", "cancel")), anyTask()));
            case CALLBACKS -> steps.add(callback());
            case GATHER -> steps.add(gather(self, depth));
            case WAIT -> {
                Object limit = limitOrNone();
                steps.add(step("wait", any(List.of("all", "first", "exception")), limit, someTasks(self, false)));
            }
            case COMPLETED -> {
                Object limit = limitOrNone();
                steps.add(step("asCompleted", limit, 1 + random.nextInt(4), someTasks(self, false)));
            }
            case SHIELD -> steps.add(shield(self, depth));
            case GROUP -> steps.add(group(self, depth));
            case TIMEOUT -> steps.add(timeout(self, depth));
            case WAIT_FOR ->
                steps.add(
                        chance(50) || depth >= MAX_DEPTH
                                ? step("waitForTask", limit(), laterTask(self))
                                : step("waitFor", limit(), block(self, depth)));
            case VARIABLES -> steps.add(variable());
            case LOCK -> steps.add(lock(self, depth));
            case EVENT ->
                steps.add(step(any(List.of("eventWait", "eventWait", "set", "set", "clear", "isSet")), which(2)));
            case CONDITION -> steps.add(condition(self, depth));
            case SEMAPHORE -> steps.add(semaphore(self, depth));
            case BARRIER -> barrier(steps);
            case QUEUE -> steps.add(queue());
        }
    }

    private Step callback() {
        int id = ++lastName;
        return switch (random.nextInt(6)) {
            case 0 -> step("soon", id, callbackSteps());
            case 1 -> step("onDone", id, anyTask(), callbackSteps());
            case 2 -> timers.isEmpty() ? step("soon", id, callbackSteps()) : step("stop", any(timers));
            default -> {
                timers.add(id);
                yield step("later", id, chance(25) ? -random.nextInt(4) : delay(), callbackSteps());
            }
        };
    }

    private List<Step> callbackSteps() {
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            steps.add(callbackStep());
        }
        return steps;
    }

    private Step callbackStep() {
        return switch (random.nextInt(12)) {
            case 0 -> step("soon", ++lastName, List.of(step("state", anyTask())));
            case 1 -> step("uncancel", anyTask());
            case 2 -> step("set", which(2));
            case 3 -> step("offer", which(4), random.nextInt(10));
            case 4 -> step("releasePermit", which(3));
            case 5 -> variable();
            case 6 ->
                timeouts.isEmpty()
                        ? step("raise", random.nextInt(10))
                        : step("reschedule", any(timeouts), limitOrNone());
            case 7 -> step("state", anyTask());
            case 8 -> step("create", ++lastTask, List.of(step("sleep", 0)));
            default -> step("cancel", anyTask());
        };
    }

    private Step gather(int self, int depth) {
        List<Object> items = new ArrayList<>();
        int count = chance(5) ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (lastTask <= self || (depth < MAX_DEPTH && chance(50))) {
                int id = ++lastTask;
                items.add(List.of(id, steps(id, depth + 1, random.nextInt(4))));
            } else {
                items.add(laterTask(self));
            }
        }
        return step("gather", random.nextInt(2), items);
    }

    private Step shield(int self, int depth) {
        if (depth < MAX_DEPTH && chance(40)) {
            int id = ++lastTask;
            return step("shieldBody", id, block(id, depth));
        }
        return step("shield", laterTask(self));
    }

    private Step group(int self, int depth) {
        if (depth >= MAX_DEPTH || (!groups.isEmpty() && chance(50))) {
            int id = ++lastTask;
            return step("spawn", groups.isEmpty() ? 0 : any(groups), id, block(id, depth));
        }
        int group = ++lastName;
        groups.add(group);
        List<Step> body = new ArrayList<>();
        int children = random.nextInt(4);
        for (int i = 0; i < children; i++) {
            int id = ++lastTask;
            body.add(step("spawn", group, id, block(id, depth + 1)));
        }
        body.addAll(steps(self, depth + 1, random.nextInt(4)));
        return step("group", group, body);
    }

    private Step timeout(int self, int depth) {
        if (depth < MAX_DEPTH && (timeouts.isEmpty() || chance(50))) {
            int id = ++lastName;
            timeouts.add(id);
            return step("timeout", id, limit(), block(self, depth));
        }
        int id = timeouts.isEmpty() ? 0 : any(timeouts);
        return chance(75) ? step("reschedule", id, limitOrNone()) : step("expired", id);
    }

    private Step variable() {
        int index = random.nextInt(2);
        return switch (random.nextInt(5)) {
            case 0, 1 -> step("setVariable", index, random.nextInt(100));
            case 2 -> step("resetVariable");
            default -> step("getVariable", index);
        };
    }

    private Step lock(int self, int depth) {
        int index = which(2);
        return switch (random.nextInt(6)) {
            case 0 -> step("acquire", index);
            case 1 -> step("release", index);
            case 2 -> step("locked", index);
            default -> depth < MAX_DEPTH ? step("withLock", index, block(self, depth)) : step("acquire", index);
        };
    }

    private Step condition(int self, int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> step("increment");
            case 1 -> step("notify", 0, random.nextInt(4) - 1);
            default -> {
                List<Step> body = depth < MAX_DEPTH ? block(self, depth + 1) : new ArrayList<>();
                body = new ArrayList<>(body);
                body.add(random.nextInt(body.size() + 1), conditionStep());
                yield depth < MAX_DEPTH ? step("withCondition", 0, body) : last(body);
            }
        };
    }

    private Step conditionStep() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> step("conditionWait", 0);
            case 2 -> step("conditionUntil", 0, 1 + random.nextInt(2));
            case 3 -> step("increment");
            default -> step("notify", 0, random.nextInt(4) - 1);
        };
    }

    private Step semaphore(int self, int depth) {
        int index = which(3);
        return switch (random.nextInt(8)) {
            case 0, 1 -> step("acquirePermit", index);
            case 2, 3 -> step("releasePermit", index);
            case 4 -> step("semaphoreLocked", index);
            default -> depth < MAX_DEPTH ? step("withPermit", index, block(self, depth)) : step("acquirePermit", index);
        };
    }

    private void barrier(List<Step> steps) {
        int index = which(2);
        switch (random.nextInt(8)) {
            case 0 -> steps.add(step("barrierReset", index));
            case 1 -> steps.add(step("barrierAbort", index));
            case 2 -> steps.add(step("waiting", index));
            default -> steps.add(step("barrierWait", index));
        }
    }

    private Step queue() {
        int index = which(4);
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> step("put", index, random.nextInt(10));
            case 4, 5, 6, 7 -> step("get", index);
            case 8 -> step("offer", index, random.nextInt(10));
            case 9 -> step("poll", index);
            case 10 -> step("taskDone", index);
            case 11 -> step("join", index);
            case 12 -> step("size", index);
            default -> step("shutdown", index, random.nextInt(2));
        };
    }
}
