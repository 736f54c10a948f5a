package suspension.spring.web;

class MvcFlowResponseTest extends FlowResponseTest {

    MvcFlowResponseTest() {
        super(Service.Stack.MVC);
    }
}
