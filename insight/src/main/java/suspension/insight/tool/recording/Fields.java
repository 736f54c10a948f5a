package suspension.insight.tool.recording;

import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Reads fields of events that another version of the library may not have. */
public final class Fields {

    private Fields() {}

    /**
     * Returns a number.
     *
     * @param event has the field, or not
     * @param field an int or a long
     * @return 0 if there is no such field
     */
    public static long number(RecordedEvent event, String field) {
        return event.hasField(field) ? event.getLong(field) : 0;
    }

    /**
     * Returns a text.
     *
     * @param event has the field, or not
     * @param field a string
     * @return null if there is no such field, or it is null
     */
    public static @Nullable String text(RecordedEvent event, String field) {
        return event.hasField(field) ? event.getString(field) : null;
    }

    /**
     * Returns a text.
     *
     * @param event has the field, or not
     * @param field a string
     * @param otherwise what is returned if there is no such field, or it is null
     * @return the text
     */
    public static String text(RecordedEvent event, String field, String otherwise) {
        String text = text(event, field);
        return text == null ? otherwise : text;
    }

    /**
     * Returns a duration in nanoseconds.
     *
     * @param event has the field, or not
     * @param field is marked as a time span
     * @return 0 if there is no such field
     */
    public static long nanos(RecordedEvent event, String field) {
        return event.hasField(field) ? nanos(event.getDuration(field)) : 0;
    }

    /**
     * Returns a moment.
     *
     * @param event has the field, or not
     * @param field is marked as a time stamp
     * @return null if there is no such field, or there was no such moment
     */
    public static @Nullable Instant moment(RecordedEvent event, String field) {
        Instant moment = event.hasField(field) ? event.getInstant(field) : null;
        return moment == null || moment.equals(Instant.MIN) || moment.getEpochSecond() <= 0 ? null : moment;
    }

    /**
     * Returns how long an event lasted.
     *
     * @param event the event
     * @return in nanoseconds
     */
    public static long duration(RecordedEvent event) {
        return nanos(event.getDuration());
    }

    private static long nanos(Duration duration) {
        try {
            return Math.max(0, duration.toNanos());
        } catch (ArithmeticException tooLong) {
            return 0;
        }
    }
}
