package suspension.benchmarks.service;

/** What the endpoints answer. */
public record Sum(int sum) {}
