package suspension;

/** When {@link Async#wait(java.util.Collection, ReturnWhen)} returns. Mirrors asyncio's constants of the same names. */
public enum ReturnWhen {
    /** When any task is done, in whichever way. */
    FIRST_COMPLETED,
    /** When any task fails, or when all are done if none fails. A cancelled task does not count as failed. */
    FIRST_EXCEPTION,
    /** When all tasks are done. */
    ALL_COMPLETED
}
