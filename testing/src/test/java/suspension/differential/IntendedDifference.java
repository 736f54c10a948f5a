package suspension.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where this library is meant to differ from CPython's asyncio. Each is a rule: {@code asyncio_rules.py} changes asyncio by
 * it, and by nothing else, so all the rest of a program is still compared step by step, and in order.
 *
 * <p>The rules about ticks: asyncio often tells of an end by a callback of its own, which takes a round of the loop, before
 * it wakes who waits, which takes another. Here who waits is woken at once. The rule makes asyncio run that callback at
 * once too; then the order of all that follows must be the same.
 */
enum IntendedDifference {
    SLEEP_TICKS("sleep-ticks", "A timer wakes the body that sleeps, without a callback between."),
    GATHER_TICKS(
            "gather-ticks", "The last task, or the first to fail, wakes the body that gathers, without a callback."),
    WAIT_TICKS("wait-ticks", "The task that is enough, or the timer, wakes the body that waits, without a callback."),
    COMPLETED_TICKS(
            "completed-ticks",
            "A task that is done is given at once; one that ends wakes the body, without a callback."),
    SHIELD_TICKS("shield-ticks", "A shielded task that ends wakes the body, without a callback."),
    GROUP_TICKS("group-ticks", "The last task of a group that ends well wakes the group's body, without a callback."),
    COMPLETED_LATE("completed-late", "A task that is done when the body goes on is given, though time was up first."),
    UNCANCEL_DONE(
            "uncancel-done", "A task that is done keeps the count of its requests: nothing is left to be taken back."),
    SCOPE_REQUESTS(
            "scope-requests",
            "A timeout or a group takes back its own request, and none that was there before, delivered or not."),
    ASKED_ONCE("asked-once", "One request counts once in each task that it reaches, by however many ways it does."),
    FIRST_COME("first-come", "Queues serve in the order of arrival, also where asyncio lets a newcomer slip in."),
    BARRIER(
            "barrier",
            "A round goes on together; who was cancelled does not count; a reset does not call back who was let go."),
    LOCK("lock", "A lock goes to the first body that still waits; one cancelled in that round does not hold it up."),
    CONDITION("condition", "A condition wakes whom it was told to wake, and nobody else."),
    MESSAGES(
            "messages",
            "The message of a cancellation is for people: asyncio loses it in shields and this library in gathers.");

    private static final Pattern MESSAGE = Pattern.compile("CE\\([^)]*\\)");

    private final String rule;
    private final String reason;

    IntendedDifference(String rule, String reason) {
        this.rule = rule;
        this.reason = reason;
    }

    String rule() {
        return rule;
    }

    String reason() {
        return reason;
    }

    /** All of them, and those that {@code suspension.differential.also} names: defects known, while others are sought. */
    static List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (IntendedDifference difference : values()) {
            rules.add(difference.rule);
        }
        String also = System.getProperty("suspension.differential.also", "");
        rules.addAll(Arrays.asList(also.split(",")));
        return rules;
    }

    /** {@link #MESSAGES}, which needs no change of asyncio. */
    static String withoutMessage(String line) {
        return line.contains("CE(") ? MESSAGE.matcher(line).replaceAll("CE") : line;
    }

    /** The table. */
    static List<String> table() {
        List<String> lines = new ArrayList<>();
        for (IntendedDifference difference : values()) {
            lines.add(difference.rule + ": " + difference.reason);
        }
        return lines;
    }
}
