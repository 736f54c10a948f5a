package suspension.spring.web;

class MvcControllerTest extends ControllerTest {

    MvcControllerTest() {
        super(Service.Stack.MVC);
    }
}
