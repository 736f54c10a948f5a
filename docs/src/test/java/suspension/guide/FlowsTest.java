package suspension.guide;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import suspension.Task;
import suspension.interop.Channels;
import suspension.interop.Flows;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;
import suspension.testing.VirtualTime;

/** The examples of the page on flows and channels. */
class FlowsTest {

    private final TeaHouse house = new SmallTeaHouse();

    @Test
    void collectsEachElement() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> collect()));
        ShownText.assertShown("flows/collect.txt", printed);
    }

    // tag::collect[]
    private void collect() {
        Flows.collect(house.menu(), tea -> {
            System.out.println(tea.getName());
            sleep(ofSeconds(1)); // the flow waits meanwhile
        });
    }
    // end::collect[]

    @Test
    void endsTheFlowEarly() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> findCheap()));
        ShownText.assertShown("flows/iterate.txt", printed);
    }

    // tag::iterate[]
    private void findCheap() {
        try (Flows.Items<Tea> menu = Flows.iterate(house.menu())) {
            for (Tea tea : menu) {
                System.out.println(tea.getName());
                if (tea.getCents() < 300) {
                    break;
                }
            }
        } // ends the flow, and waits for its finally
        System.out.println("Decided");
    }
    // end::iterate[]

    @AsyncTest
    void allAndFirst() {
        // tag::all[]
        List<Tea> teas = Flows.toList(house.menu()).await();
        Tea first = Flows.first(house.menu()).await();
        // end::all[]
        assertThat(teas).hasSize(3).startsWith(first);
    }

    // tag::generate[]
    static Flow<Integer> countdown(int from) {
        return Flows.generate(emitter -> {
            for (int i = from; i > 0; i--) {
                emitter.emit(i); // suspends until the collector has taken it
                sleep(ofSeconds(1));
            }
        });
    }
    // end::generate[]

    @AsyncTest
    void javaMakesAFlow(VirtualClock clock) {
        assertThat(Flows.toList(countdown(3)).await()).containsExactly(3, 2, 1);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(3));
    }

    @AsyncTest
    void listsStreamsAndPublishers() {
        // tag::from[]
        Flow<String> names = Flows.from(List.of("Masala", "Green"));
        java.util.concurrent.Flow.Publisher<String> publisher = Flows.toPublisher(names);
        Flow<String> back = Flows.fromPublisher(publisher);
        // end::from[]
        assertThat(Flows.toList(back).await()).containsExactly("Masala", "Green");
    }

    @Test
    void aChannelBetweenTasks() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> sendAndReceive()));
        ShownText.assertShown("flows/channel.txt", printed);
    }

    // tag::channel[]
    private static void sendAndReceive() {
        Channel<String> counter = Channels.create(1); // holds one cup
        Task<Void> guest = createTask(() -> {
            for (String cup : Channels.iterate(counter)) { // until it is closed
                System.out.println("Drinking " + cup);
                sleep(ofSeconds(1));
            }
        });
        for (String cup : List.of("Masala", "Green", "Ginger")) {
            Channels.send(counter, cup); // suspends while the channel is full
            System.out.println("Served " + cup);
        }
        Channels.close(counter);
        guest.await();
    }
    // end::channel[]

    @AsyncTest
    void theFirstOfSeveralChannels() {
        Channel<String> orders = Channels.create(16);
        Channel<String> returns = Channels.create(16);
        Channels.send(orders, "tea");
        // tag::select[]
        String what = Channels.<String>select()
                .onReceive(orders, order -> "order of " + order)
                .onReceive(returns, item -> "return of " + item)
                .onTimeout(ofSeconds(1), () -> "nothing for a second")
                .await();
        // end::select[]
        assertThat(what).isEqualTo("order of tea");
    }

    // What goes wrong

    @AsyncTest
    void itemsAreIteratedOnce() {
        Flows.Items<Tea> menu = Flows.iterate(house.menu());
        try (menu) {
            for (Tea tea : menu) {
                assertThat(tea.getName()).isNotEmpty();
            }
            ShownText.assertShown(
                    "flows/twice.txt", catchThrowable(() -> menu.iterator()).toString());
        }
    }

    @AsyncTest
    void itemsBelongToTheirBody() {
        try (Flows.Items<Tea> menu = Flows.iterate(house.menu())) {
            Task<Throwable> other = createTask(
                    "helper", () -> catchThrowable(() -> menu.iterator().hasNext()));
            ShownText.assertShown("flows/other-body.txt", other.await().toString());
        }
    }

    @AsyncTest
    void anEmitterBelongsToItsGenerator() {
        Flow<String> flow =
                Flows.generate(emitter -> gather(() -> emitter.emit("Masala"), () -> emitter.emit("Green")));
        Throwable thrown = catchThrowable(() -> Flows.toList(flow).await());
        ShownText.assertShown("flows/other-emitter.txt", thrown.toString());
    }

    @AsyncTest
    void aClosedChannelTakesNothing() {
        Channel<String> counter = Channels.create(1);
        Channels.close(counter);
        ShownText.assertShown(
                "flows/closed.txt",
                catchThrowable(() -> Channels.send(counter, "Masala")) + "\n"
                        + catchThrowable(() -> Channels.receive(counter)));
    }

    @AsyncTest
    void aSelectNeedsAClause() {
        ShownText.assertShown(
                "flows/select.txt",
                catchThrowable(() -> Channels.<String>select().await()).toString());
    }

    @Test
    void aFlowIsNotCollectedOutsideABody() {
        List<Tea> teas = new ArrayList<>();
        Throwable thrown = catchThrowable(() -> Flows.collect(house.menu(), teas::add));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("Flows.collect()");
        assertThat(teas).isEmpty();
    }
}
