package suspension.temporal.guide;

import static suspension.Async.await;

/** The same as a Java body. */
// tag::body[]
record BodyPayments(BankClient bank) implements Payments {

    @Override
    public String charge(String order) {
        return await(bank.charge(order)); // suspends this body
    }
}
// end::body[]
