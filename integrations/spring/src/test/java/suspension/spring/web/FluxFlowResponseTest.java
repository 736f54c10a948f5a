package suspension.spring.web;

class FluxFlowResponseTest extends FlowResponseTest {

    FluxFlowResponseTest() {
        super(Service.Stack.FLUX);
    }
}
