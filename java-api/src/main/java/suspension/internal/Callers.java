package suspension.internal;

import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.StackReserve;
import suspension.bridge.task.TaskHost;

/** Finds out who is calling: which body, on which host, from where in the user's code. */
public final class Callers {

    /** Where the classes of this library come from: its archives, or the folders that it was compiled to. */
    private static final List<CodeSource> OURS = List.of(sourceOf(Callers.class), sourceOf(Carrier.class));

    /** The packages of this library, under whatever name they have been relocated to. */
    private static final List<String> PACKAGES = packages();

    /** What generated facades call, and nobody else. Of an archive of its own. */
    private static final String FACADES = PACKAGES.get(0) + ".facade.runtime";

    private static final String CALLS = "Calls";

    private Callers() {}

    private static List<String> packages() {
        String internal = Callers.class.getPackageName();
        String root = internal.substring(0, internal.lastIndexOf('.'));
        String bridge = Carrier.class.getPackageName();
        String bridgeRoot = bridge.substring(0, bridge.lastIndexOf('.'));
        return List.of(
                root,
                internal,
                root + ".insight",
                root + ".interop",
                root + ".sync",
                bridgeRoot,
                bridge,
                bridgeRoot + ".call",
                bridgeRoot + ".context",
                bridgeRoot + ".dispatcher",
                bridgeRoot + ".flow",
                bridgeRoot + ".loop");
    }

    /**
     * Returns the body that is calling.
     *
     * @throws IllegalStateException if no body is; the message names the operation and the way out
     */
    public static BodyTask<?> body(String operation) {
        StackReserve.ensure(); // an overflow further down could come in the middle of the operation's bookkeeping
        BodyTask<?> body = Carrier.currentBody();
        if (body == null) {
            throw new IllegalStateException(operation + " suspends, so only a body on an event loop can call it, but "
                    + caller() + " calls it " + whereIsThis() + ".");
        }
        return body;
    }

    /**
     * Like {@link #body}, for an operation that does not suspend.
     *
     * @throws IllegalStateException if no body is calling
     */
    public static BodyTask<?> bodyOf(String operation) {
        BodyTask<?> body = Carrier.currentBody();
        if (body == null) {
            throw new IllegalStateException(operation + " tells of the body that calls it, but " + caller()
                    + " calls it " + whereIsThis() + ".");
        }
        return body;
    }

    /**
     * Returns the host where the calling thread's tasks live.
     *
     * @throws IllegalStateException if the thread belongs to no loop
     */
    public static TaskHost host(String operation) {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw new IllegalStateException(
                    operation + " needs a running event loop, but " + caller() + " calls it " + whereIsThis() + ".");
        }
        return carrier.host();
    }

    private static String whereIsThis() {
        String within = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(SuspendFrames::whereWithinKotlin);
        if (within != null) {
            return within;
        }
        Carrier carrier = Carrier.current();
        String thread = "on thread '" + Thread.currentThread().getName() + "'";
        return carrier == null
                ? thread + ", which belongs to no loop. Start a loop with Async.run(() -> ...), or hand the code to"
                        + " a running one with loop.createTask(() -> ...). In a Kotlin suspend function, wrap the call:"
                        + " javaBody { ... }"
                : thread + " of '" + carrier.host().name()
                        + "', in a callback or in Kotlin code. In a callback, start a"
                        + " body with createTask(() -> ...); in Kotlin, call a suspend function instead, or wrap the"
                        + " call: javaBody { ... }";
    }

    /** Returns the user's code that called into this library, for messages. */
    private static String caller() {
        return StackWalker.getInstance().walk(Callers::firstOfUser);
    }

    /** Returns the user's code that called into this library or into the tool that asks, which is no user. */
    public static String callerBeyond(Class<?> tool) {
        CodeSource source = sourceOf(tool);
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        firstOfUser(frames.filter(frame -> !source.equals(sourceOf(frame.getDeclaringClass())))));
    }

    private static String firstOfUser(Stream<StackWalker.StackFrame> frames) {
        return frames.dropWhile(new Skipped<>(StackWalker.StackFrame::getClassName))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .orElse("somebody");
    }

    /** Returns the place where the user's code made something. */
    public static String firstFrameOfUser(Throwable creation) {
        return Arrays.stream(creation.getStackTrace())
                .dropWhile(new Skipped<>(StackTraceElement::getClassName))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    /**
     * The frames before the user's: this library's, and those of a generated facade, which are known by what they call.
     * To be asked of each frame in turn.
     */
    private static final class Skipped<F> implements Predicate<F> {

        private final Function<F, String> nameOf;
        private boolean isCalledByFacade;
        private @Nullable String facade;

        Skipped(Function<F, String> nameOf) {
            this.nameOf = nameOf;
        }

        @Override
        public boolean test(F frame) {
            String className = nameOf.apply(frame);
            if (isOurs(className)) {
                isCalledByFacade = packageOf(className).equals(FACADES);
                return true;
            }
            String name = facadeOf(className);
            facade = isCalledByFacade ? name : facade;
            isCalledByFacade = false;
            return name.equals(facade);
        }

        /** Returns the facade's name, of which its nested classes and the class of its calls tell. */
        private static String facadeOf(String className) {
            int nested = className.indexOf('$', packageOf(className).length() + 2);
            String top = nested < 0 ? className : className.substring(0, nested);
            return top.endsWith(CALLS) ? top.substring(0, top.length() - CALLS.length()) : top;
        }
    }

    /**
     * Whether a class is this library's. In one archive with the user's classes (shaded), only the package tells; in
     * the tests of a package, only the source.
     */
    public static boolean isOurs(String className) {
        String packageName = packageOf(className);
        if (packageName.equals(FACADES)) {
            return true;
        }
        if (!PACKAGES.contains(packageName)) {
            return false;
        }
        try {
            return OURS.contains(sourceOf(Class.forName(className, false, Callers.class.getClassLoader())));
        } catch (ClassNotFoundException e) {
            return false; // of another class loader, and so the user's
        }
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static CodeSource sourceOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null ? source : new CodeSource(null, (CodeSigner[]) null); // the JDK's own
    }
}
