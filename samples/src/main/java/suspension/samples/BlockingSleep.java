package suspension.samples;

/**
 * The idea: ordinary blocking code waits by holding its thread, so that two waits of 2 s take 4 s.
 *
 * <p>Watch: the total time, against that of {@link Together}.
 */
public final class BlockingSleep {

    // tag::sample[]
    public static void main(String[] args) throws InterruptedException {
        task();
        task();
    }

    private static void task() throws InterruptedException {
        Thread.sleep(2000);
        System.out.println("Task done");
    }
    // end::sample[]
}
