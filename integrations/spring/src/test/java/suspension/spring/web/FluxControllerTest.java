package suspension.spring.web;

class FluxControllerTest extends ControllerTest {

    FluxControllerTest() {
        super(Service.Stack.FLUX);
    }
}
