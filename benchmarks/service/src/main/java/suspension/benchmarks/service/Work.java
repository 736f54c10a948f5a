package suspension.benchmarks.service;

/** Something that needs a core. */
final class Work {

    private Work() {}

    /** Counts primes, for several milliseconds. */
    static int compute() {
        int primes = 0;
        for (int number = 2; number < 70_000; number++) {
            primes += isPrime(number) ? 1 : 0;
        }
        return primes;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
