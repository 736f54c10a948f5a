package suspension.guide.shop;

import static suspension.Async.await;

import java.util.concurrent.ExecutionException;

/** What is easily written, and refused with a sentence. */
final class Mistakes {

    private Mistakes() {}

    static User onPlainThread(JavaShop shop) {
        // tag::plain-thread[]
        User user = shop.find(1); // in main, with no loop around it
        // end::plain-thread[]
        return user;
    }

    static User waitInTheLambda(Shop kotlin, JavaShop shop) {
        // tag::wait-in-lambda[]
        User user = await(c -> kotlin.find(shop.count() - 1, c)); // count() waits, inside the lambda
        // end::wait-in-lambda[]
        return user;
    }

    static User blockingGet(JavaShop shop) throws InterruptedException, ExecutionException {
        // tag::get-on-loop[]
        User user = shop.tasks().find(1).get(); // in a body
        // end::get-on-loop[]
        return user;
    }

    static final class BigWarehouse implements JavaWarehouse {}
}
