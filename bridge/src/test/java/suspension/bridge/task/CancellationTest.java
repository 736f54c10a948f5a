package suspension.bridge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The states that {@link Cancellation} draws, one change after the other. */
class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final CancelRequest request = request("first");
    private final CancelRequest another = request("another");
    private final CancelRequest ofJob = CancelRequest.ofJob(new IllegalStateException("job"));

    private static CancelRequest request(String message) {
        return CancelRequest.ofJob(new CancellationException(message)); // asks nobody else
    }

    /** A wait of no particular body. */
    private static class TestWaiter extends Waiter {

        private final boolean handsOver;

        TestWaiter(boolean handsOver) {
            super(null);
            this.handsOver = handsOver;
        }

        @Override
        protected boolean handsOver() {
            return handsOver;
        }

        @Override
        public String describe() {
            return "the test";
        }
    }

    private final Waiter waiter = new TestWaiter(false);
    private final Waiter next = new TestWaiter(false);

    private void assertMet(int met, int asked) {
        assertThat(cancellation.met()).as("met").isEqualTo(met);
        assertThat(cancellation.asked()).as("asked").isEqualTo(asked);
    }

    private static String messageOf(CancelRequest request) {
        return request.toException().getMessage();
    }

    // A wait

    @Test
    void aWaitThatNobodyInterruptsMeetsNothing() {
        assertThat(cancellation.enter(waiter)).isNull();
        assertThat(cancellation.waiter()).isSameAs(waiter);
        assertThat(waiter.wake()).isTrue();
        assertThat(cancellation.leave(waiter)).isNull();
        assertThat(cancellation.waiter()).isNull();
        assertMet(0, 0);
    }

    @Test
    void aRequestDuringAWaitEndsIt() {
        cancellation.enter(waiter);
        assertThat(cancellation.post(request)).isTrue();
        assertThat(cancellation.hasPending()).as("it is under way").isFalse();
        assertThat(cancellation.passOn(request)).isTrue();
        assertThat(waiter.isWaiting()).isFalse();
        assertMet(0, 1);
        cancellation.settle(request);
        assertMet(1, 1);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
        assertThat(cancellation.waiter()).isNull();
        assertThat(cancellation.takePending()).isNull();
        assertThat(cancellation.end()).isNull();
    }

    @Test
    void leavingMeetsARequestThatIsNotSettledYet() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.passOn(request);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
        assertMet(1, 1);
        assertThat(cancellation.end()).isNull();
    }

    @Test
    void aRequestThatComesAfterTheWakeUpIsMetByLeaving() {
        cancellation.enter(waiter);
        waiter.wake();
        cancellation.post(request);
        assertThat(cancellation.passOn(request)).isFalse();
        assertThat(cancellation.hasPending()).isTrue();
        assertThat(cancellation.leave(waiter)).isSameAs(request);
        assertThat(cancellation.hasPending()).isFalse();
        assertMet(1, 1);
    }

    /** What is handed over must not be lost, so the request stays for the next wait. */
    @Test
    void aRequestThatComesAfterAHandOverIsLeftToTheNextWait() {
        Waiter handedOver = new TestWaiter(true);
        cancellation.enter(handedOver);
        handedOver.wake();
        cancellation.post(request);
        cancellation.passOn(request);
        assertThat(cancellation.leave(handedOver)).isNull();
        assertThat(cancellation.hasPending()).isTrue();
        assertMet(0, 1);
        CancelRequest again = cancellation.enter(next);
        assertThat(messageOf(again)).isEqualTo("first");
        assertThat(cancellation.passOn(again)).isTrue();
        assertThat(cancellation.leave(next)).isSameAs(again);
        assertMet(1, 1);
    }

    @Test
    void aRequestThatEndsAHandOverIsMetByLeaving() {
        Waiter handsOver = new TestWaiter(true);
        cancellation.enter(handsOver);
        cancellation.post(request);
        cancellation.passOn(request);
        assertThat(cancellation.leave(handsOver)).isSameAs(request);
        assertMet(1, 1);
    }

    /** The wait was ended by a request that has been settled; another one has come since, and is not this wait's. */
    @Test
    void leavingMeetsWhatHasComeSinceTheWaitWasEnded() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.passOn(request);
        cancellation.settle(request);
        cancellation.post(another);
        assertThat(cancellation.passOn(another)).isFalse();
        assertMet(1, 2);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
        assertThat(cancellation.hasPending()).isFalse();
        assertMet(2, 2);
    }

    @Test
    void aWaitThatFailedLeavesItsRequestToTheNext() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.passOn(request);
        cancellation.settle(request);
        assertMet(1, 1);
        cancellation.abandon(waiter);
        assertThat(cancellation.waiter()).isNull();
        assertThat(cancellation.hasPending()).isTrue();
        assertMet(0, 1);
        assertThat(messageOf(cancellation.enter(next))).isEqualTo("first");
    }

    @Test
    void aWaitThatFailedLeavesALaterRequestAlone() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.passOn(request);
        cancellation.settle(request);
        cancellation.post(another);
        cancellation.passOn(another);
        cancellation.abandon(waiter);
        assertThat(cancellation.takePending()).isSameAs(another);
    }

    @Test
    void aWaitThatFailedWithoutARequestLeavesNone() {
        cancellation.enter(waiter);
        cancellation.abandon(waiter);
        assertThat(cancellation.waiter()).isNull();
        assertThat(cancellation.hasPending()).isFalse();
        assertMet(0, 0);
    }

    // A request to code that runs

    @Test
    void aPendingRequestIsUnderWayOnceTheCodeWaits() {
        cancellation.post(request);
        assertThat(cancellation.passOn(request)).isFalse();
        assertThat(cancellation.hasPending()).isTrue();
        CancelRequest again = cancellation.enter(waiter);
        assertThat(messageOf(again)).isEqualTo("first");
        assertThat(cancellation.hasPending()).isFalse();
        assertThat(cancellation.passOn(again)).isTrue();
        assertThat(cancellation.leave(waiter)).isSameAs(again);
        assertMet(1, 1);
    }

    @Test
    void theLastOfSeveralPendingRequestsCounts() {
        cancellation.post(request);
        cancellation.post(another);
        assertThat(cancellation.takePending()).isSameAs(another);
        assertThat(cancellation.takePending()).isNull();
        assertMet(2, 2);
    }

    @Test
    void theFirstOfSeveralRequestsUnderWayCounts() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.post(another);
        assertThat(cancellation.passOn(another)).isFalse();
        assertThat(cancellation.passOn(request)).isTrue();
        assertThat(cancellation.leave(waiter)).isSameAs(request);
        assertMet(2, 2);
    }

    @Test
    void theEndGivesWhatWasNotMetAndNothingIsMetAfterIt() {
        cancellation.post(request);
        assertThat(cancellation.end()).isSameAs(request);
        assertThat(cancellation.hasPending()).isFalse();
        assertThat(cancellation.post(another)).isFalse();
        assertThat(cancellation.passOn(another)).isFalse();
        assertThat(cancellation.hasPending()).isFalse();
        assertThat(cancellation.postpone(another, another)).isFalse();
        assertThat(cancellation.uncancel(0)).isEqualTo(2);
        assertMet(1, 2);
    }

    // Taking back

    @Test
    void takingTheOnlyRequestBackWithdrawsIt() {
        cancellation.post(request);
        assertThat(cancellation.uncancel(0)).isZero();
        assertThat(cancellation.hasPending()).isFalse();
        assertThat(cancellation.uncancel(0)).isZero();
        assertMet(0, 0);
    }

    @Test
    void takingOneOfTwoBackLeavesThePendingOneUnlessTheOtherIsSomebodyElses() {
        cancellation.post(request);
        cancellation.post(another);
        assertThat(cancellation.uncancel(0)).isEqualTo(1);
        assertThat(cancellation.hasPending()).isTrue();
        cancellation.post(another);
        assertThat(cancellation.uncancel(1)).isEqualTo(1);
        assertThat(cancellation.hasPending()).isFalse();
        assertMet(1, 1);
    }

    @Test
    void takingBackLowersWhatWasMet() {
        cancellation.post(request);
        cancellation.takePending();
        assertMet(1, 1);
        cancellation.uncancel(0);
        assertMet(0, 0);
    }

    // Kotlin's cancellation of the job

    @Test
    void theJobsCancellationIsNotCountedAndEndsEveryWait() {
        cancellation.postOfJob(ofJob);
        assertMet(0, 0);
        assertThat(cancellation.hasPending()).isTrue();
        assertThat(cancellation.ofJob()).isSameAs(ofJob);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cancellation.enter(waiter))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("job")
                    .hasCauseExactlyInstanceOf(IllegalStateException.class);
            assertThat(cancellation.hasPending()).as("met").isFalse();
            assertThat(cancellation.waiter()).isNull();
        }
    }

    @Test
    void theJobsCancellationIsUnderWayToAWait() {
        cancellation.enter(waiter);
        cancellation.postOfJob(ofJob);
        assertThat(waiter.isWaiting()).as("it has not been passed on").isTrue();
        assertThat(cancellation.passOn(ofJob)).isTrue();
        assertThat(cancellation.leave(waiter)).isSameAs(ofJob);
    }

    @Test
    void theJobsCancellationEndsAWaitAlthoughAnotherRequestIsUnderWay() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.postOfJob(ofJob);
        assertThat(waiter.isWaiting()).isFalse();
        assertThat(cancellation.leave(waiter)).isSameAs(ofJob);
    }

    @Test
    void theJobsCancellationCannotBeTakenBack() {
        cancellation.postOfJob(ofJob);
        cancellation.post(ofJob);
        cancellation.uncancel(0);
        assertThat(cancellation.takePending()).isSameAs(ofJob);
    }

    // What a call took no notice of

    @Test
    void aPostponedRequestIsPendingAgainAndCountsAsNotMet() {
        cancellation.post(request);
        cancellation.takePending();
        assertMet(1, 1);
        assertThat(cancellation.postpone(request, another)).isTrue();
        assertMet(0, 1);
        assertThat(cancellation.takePending()).isSameAs(another);
        assertMet(1, 1);
    }

    @Test
    void aRequestIsNotPostponedInPlaceOfALaterOne() {
        cancellation.post(request);
        cancellation.takePending();
        cancellation.post(another);
        assertThat(cancellation.postpone(request, request)).isFalse();
        assertThat(cancellation.takePending()).isSameAs(another);
    }

    // Nobody further on takes it

    @Test
    void aRequestThatStaysEndsTheWaitItself() {
        cancellation.enter(waiter);
        cancellation.post(request);
        cancellation.stay(request);
        assertMet(1, 1);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
    }

    @Test
    void aRequestThatStaysAfterTheWakeUpIsPending() {
        cancellation.enter(waiter);
        cancellation.post(request);
        waiter.wake();
        cancellation.stay(request);
        assertThat(cancellation.hasPending()).isTrue();
        assertMet(0, 1);
    }

    @Test
    void aCircleIsBrokenByEndingTheWait() {
        cancellation.enter(waiter);
        cancellation.breakCircle(request);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
    }

    @Test
    void aCircleIsBrokenAtTheNextWaitIfThisOneHasEnded() {
        cancellation.breakCircle(request);
        assertThat(cancellation.takePending()).isSameAs(request);
        cancellation.enter(waiter);
        waiter.wake();
        cancellation.breakCircle(request);
        assertThat(cancellation.leave(waiter)).isSameAs(request);
    }
}
