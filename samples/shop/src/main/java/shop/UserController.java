package shop;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import suspension.spring.SuspendController;

/** The first page: an endpoint is a body. It reads top-down, and takes a second for any number of requests at once. */
// tag::controller[]
@SuspendController
class UserController {

    @GetMapping("/users/{id}")
    User getUser(@PathVariable long id) {
        sleep(ofSeconds(1)); // a pretend database call
        return new User(id, "User " + id);
    }

    record User(long id, String name) {}
}
// end::controller[]
