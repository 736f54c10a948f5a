package suspension.guide;

import static suspension.Async.await;

/** Java code that calls Kotlin's suspend functions, for Kotlin's tests. */
// tag::service[]
record TeaService(TeaHouse house) {

    String offer(String name) {
        Tea tea = await(c -> house.find(name, c));
        return tea.getName() + ", please";
    }
}
// end::service[]
