package suspension;

/** When {@link Async#wait(java.util.Collection, ReturnWhen)} returns. Mirrors asyncio's constants of the same names. */
public enum ReturnWhen {
    /** When any task is done, in whichever way. */
    FIRST_COMPLETED,
    /** When any task fails; a cancelled one does not count. Without a failure, when all are done. */
    FIRST_EXCEPTION,
    /** When all tasks are done. */
    ALL_COMPLETED
}
