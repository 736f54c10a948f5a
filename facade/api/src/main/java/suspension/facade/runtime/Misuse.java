package suspension.facade.runtime;

import java.util.List;
import java.util.Set;

/** Says what a facade's user should do instead. */
final class Misuse {

    /** Where {@code Async} says that there is no body or no loop. */
    private static final String REFUSAL = "suspension.internal.Callers";

    /** The packages whose code can be between that and the facade. */
    private static final Set<String> LIBRARY =
            Set.of("suspension", "suspension.internal", "suspension.interop", "suspension.facade.runtime");

    private static final String BRIDGE = "suspension.bridge.";

    /** What is generated: the facade's nested classes and the class of its calls. */
    static final String CALLS = "Calls";

    private Misuse() {}

    /**
     * Names the facade's method where {@code Async} refuses its call. Returns other exceptions as they are, also a
     * refusal of what code of the user's has called further down.
     */
    static IllegalStateException explained(IllegalStateException refusal, Object call) {
        List<StackTraceElement> trace = List.of(refusal.getStackTrace());
        if (trace.isEmpty() || !trace.get(0).getClassName().equals(REFUSAL)) {
            return refusal;
        }
        String facade = facadeOf(call);
        String method = null;
        for (StackTraceElement frame : trace) {
            if (isOf(facade, frame.getClassName())) {
                method = facade.substring(facade.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "()";
            } else if (!isOfLibrary(frame.getClassName())) {
                break;
            }
        }
        return method == null ? refusal : refused(String.valueOf(refusal.getMessage()), method);
    }

    private static boolean isOfLibrary(String className) {
        int end = className.lastIndexOf('.');
        String packageName = end < 0 ? "" : className.substring(0, end);
        return LIBRARY.contains(packageName) || packageName.startsWith(BRIDGE);
    }

    /** Says the same of the facade's method. */
    private static IllegalStateException refused(String message, String method) {
        int end = message.indexOf("() ");
        return new IllegalStateException(method + (end < 0 ? ": " + message : message.substring(end + 2)));
    }

    /** Turns a function that is missing into a sentence, if it is the facade's own call that does not find it. */
    static LinkageError explained(LinkageError error, Object call) {
        StackTraceElement[] trace = error.getStackTrace();
        boolean byFacade = trace.length > 0 && isOf(facadeOf(call), trace[0].getClassName());
        if (!byFacade || error instanceof MissingFunctionError) {
            return error;
        }
        return new MissingFunctionError(facadeOf(call), String.valueOf(error.getMessage()), error);
    }

    /** Returns the facade that has made a call, of which the class of the lambda tells. */
    static String facadeOf(Object call) {
        String host = call.getClass().getName();
        int lambda = host.indexOf("$$Lambda");
        String outermost = lambda < 0 ? host : host.substring(0, lambda);
        int nested = outermost.indexOf('$', outermost.lastIndexOf('.') + 2);
        String top = nested < 0 ? outermost : outermost.substring(0, nested);
        return top.endsWith(CALLS) ? top.substring(0, top.length() - CALLS.length()) : top;
    }

    private static boolean isOf(String facade, String className) {
        return List.of("", CALLS).stream()
                .map(suffix -> facade + suffix)
                .anyMatch(top -> className.equals(top) || className.startsWith(top + "$"));
    }

    /** Returns what a method throws that a Java implementation has not overridden. */
    static UnsupportedOperationException notImplemented(Object implementation, String function) {
        return new UnsupportedOperationException(
                nameOf(implementation) + " does not implement " + function + "; override it there");
    }

    static String nameOf(Object implementation) {
        String name = implementation.getClass().getCanonicalName();
        return name == null ? implementation.getClass().getName() : name;
    }
}
