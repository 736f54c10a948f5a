package suspension.bridge.loop;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where threads come from. They are virtual where the JDK has virtual threads (21 and newer), and platform daemon
 * threads otherwise. They are platform threads everywhere with {@code -Dsuspension.threads=platform}.
 */
public final class LoopThreads {

    /** {@code Thread.ofVirtual()}, which Java 17 bytecode cannot name; null where there is none. */
    private static final @Nullable Method OF_VIRTUAL = findOfVirtual();

    /** A platform thread that a virtual one makes would look like one in dumps: it would be in the group of those. */
    private static final ThreadGroup ROOT = rootGroup();

    private LoopThreads() {}

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = group.getParent(); parent != null; parent = group.getParent()) {
            group = parent;
        }
        return group;
    }

    /** Whether {@link #named} makes virtual threads. */
    public static boolean areVirtual() {
        return OF_VIRTUAL != null;
    }

    /**
     * Returns a factory of daemon threads of this name. Platform threads are numbered, {@code name-1}, {@code name-2}
     * and so on. Virtual threads share the name, because there may be many, and a dump shows their identifiers. Any
     * thread may use the factory.
     */
    public static ThreadFactory named(String name) {
        if (OF_VIRTUAL != null) {
            return virtual(OF_VIRTUAL, name);
        }
        return platform(name);
    }

    /** Returns a factory of numbered platform daemon threads, on any JDK. Any thread may use the factory. */
    public static ThreadFactory platform(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(ROOT, task, name + "-" + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ThreadFactory virtual(Method ofVirtual, String name) {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = ofVirtual.invoke(null);
            builder = builderType.getMethod("name", String.class).invoke(builder, name);
            builder = builderType
                    .getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return (ThreadFactory) builderType.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("This JDK has Thread.ofVirtual(), but not the builder that Java 21 specifies", e);
        }
    }

    private static @Nullable Method findOfVirtual() {
        if ("platform".equals(System.getProperty("suspension.threads"))) {
            return null;
        }
        try {
            Method method = Thread.class.getMethod("ofVirtual");
            method.invoke(null); // throws where virtual threads are still a preview (19, 20)
            return method;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
