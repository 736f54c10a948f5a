package suspension.testing;

/**
 * What an exploration that found no failure has tried.
 *
 * @param schedules how many schedules
 * @param complete whether these are all that there are; known only of a systematic search
 */
public record Explored(int schedules, boolean complete) {}
