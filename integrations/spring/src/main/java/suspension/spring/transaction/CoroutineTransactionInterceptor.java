package suspension.spring.transaction;

import java.io.Serial;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.DelegatingTransactionAttribute;
import org.springframework.transaction.interceptor.MethodRollbackEvent;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.util.ClassUtils;
import suspension.Async;
import suspension.Awaitable;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.Task;

/**
 * Spring's interceptor, which also knows what a {@link Coroutine}, a {@link Task} and a body are. Everything else goes
 * Spring's way.
 *
 * <table>
 * <caption>What the transaction is around</caption>
 * <tr><th>the method</th><th>reactive manager</th><th>manager of transactions that are bound to a thread</th></tr>
 * <tr><td>returns a coroutine</td><td colspan="2">the coroutine, as a part of the body that awaits it</td></tr>
 * <tr><td>returns a task</td><td>the call and the task</td><td>refused: the task has a thread of its own</td></tr>
 * <tr><td>is called in a body, and returns something else</td><td colspan="2">the call</td></tr>
 * <tr><td>is a suspend function in Java</td><td>the function</td><td>refused: it has several threads</td></tr>
 * </table>
 */
final class CoroutineTransactionInterceptor extends TransactionInterceptor {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Log LOGGER = LogFactory.getLog(CoroutineTransactionInterceptor.class);

    private final transient ApplicationContext context;

    /** Makes one that does what another does. */
    CoroutineTransactionInterceptor(
            TransactionInterceptor original, @Nullable String managerName, ApplicationContext context) {
        this.context = context;
        setTransactionManager(original.getTransactionManager());
        if (managerName != null) {
            setTransactionManagerBeanName(managerName);
        }
        setTransactionAttributeSource(original.getTransactionAttributeSource());
        setBeanFactory(context.getAutowireCapableBeanFactory());
        setApplicationEventPublisher(context);
    }

    // Calls

    @Override
    @SuppressWarnings("NullAway") // a coroutine may give null
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Method method = invocation.getMethod();
        Object target = invocation.getThis();
        Class<?> targetClass = target == null ? null : AopUtils.getTargetClass(target);
        TransactionAttribute attribute = attributeOf(method, targetClass);
        if (attribute == null) {
            return super.invoke(invocation);
        }
        TransactionManager manager = determineTransactionManager(attribute, targetClass);
        if (manager instanceof ReactiveTransactionManager reactive) {
            return invokeReactively(invocation, runOf(invocation, targetClass, attribute, reactive));
        }
        String refusal = refusal(method, targetClass, attribute);
        if (refusal != null) {
            throw new IllegalStateException(refusal);
        }
        return method.getReturnType() == Coroutine.class
                ? Coroutine.of(() -> onThisThread(invocation))
                : super.invoke(invocation);
    }

    @SuppressWarnings("NullAway") // a method may give null
    private @Nullable Object invokeReactively(MethodInvocation invocation, ReactiveTransactionRun run)
            throws Throwable {
        Method method = invocation.getMethod();
        Class<?> type = method.getReturnType();
        if (type == Coroutine.class) {
            return Coroutine.of(() -> run.run(() -> Invocations.awaitCoroutine(invocation)));
        }
        if (type == Task.class) {
            return start(() -> run.run(() -> Invocations.awaitTask(invocation)));
        }
        boolean isSpringsOwn = KotlinDetector.isSuspendingFunction(method)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
                || !Bodies.isCurrent();
        return isSpringsOwn ? super.invoke(invocation) : run.run(() -> Invocations.proceed(invocation));
    }

    private Task<?> start(Awaitable<@Nullable Object, Exception> body) {
        return Bodies.isCurrent()
                ? Async.createTask(body)
                : context.getBean(EventLoopGroup.class).createTask(body);
    }

    /** Runs a coroutine within a transaction that is bound to the thread of the calling body. */
    private @Nullable Object onThisThread(MethodInvocation invocation) throws Exception {
        return Invocations.call(() -> super.invoke(new CoroutineInvocation(invocation)));
    }

    private ReactiveTransactionRun runOf(
            MethodInvocation invocation,
            @Nullable Class<?> targetClass,
            TransactionAttribute attribute,
            ReactiveTransactionManager manager) {
        String name = nameOf(invocation.getMethod(), targetClass, attribute);
        TransactionAttribute named = new DelegatingTransactionAttribute(attribute) {
            @Override
            public String getName() {
                return name;
            }
        };
        return new ReactiveTransactionRun(
                manager, named, (failure, transaction) -> publishRollback(invocation, failure, transaction));
    }

    private String nameOf(Method method, @Nullable Class<?> targetClass, TransactionAttribute attribute) {
        String name = attribute.getName();
        if (name == null) {
            name = methodIdentification(method, targetClass);
        }
        if (name == null && attribute instanceof DefaultTransactionAttribute described) {
            name = described.getDescriptor();
        }
        return name != null ? name : ClassUtils.getQualifiedMethodName(method, targetClass);
    }

    private void publishRollback(MethodInvocation invocation, Throwable failure, TransactionExecution transaction) {
        try {
            context.publishEvent(new MethodRollbackEvent(invocation, failure, transaction));
        } catch (RuntimeException e) {
            LOGGER.warn("A listener of MethodRollbackEvent has failed for " + invocation.getMethod(), e);
        }
    }

    private @Nullable TransactionAttribute attributeOf(Method method, @Nullable Class<?> targetClass) {
        TransactionAttributeSource source = getTransactionAttributeSource();
        return source == null ? null : source.getTransactionAttribute(method, targetClass);
    }

    // Refusals

    /** Returns why a call of the method would be refused, or null. */
    @Nullable
    String refusal(Method method, Class<?> targetClass) {
        if (!mayBeRefused(method, targetClass)) {
            return null;
        }
        TransactionAttribute attribute = attributeOf(method, targetClass);
        return attribute == null
                        || determineTransactionManager(attribute, targetClass) instanceof ReactiveTransactionManager
                ? null
                : refusal(method, targetClass, attribute);
    }

    private static boolean mayBeRefused(Method method, @Nullable Class<?> targetClass) {
        return method.getReturnType() == Task.class || SuspendFunctions.isImplementedInJava(method, targetClass);
    }

    /** Returns why there cannot be a transaction that is bound to a thread, or null if there can be or need not be. */
    private static @Nullable String refusal(
            Method method, @Nullable Class<?> targetClass, TransactionAttribute attribute) {
        if (!mayBeRefused(method, targetClass) || !needsTransaction(attribute)) {
            return null;
        }
        boolean isTask = method.getReturnType() == Task.class;
        return ClassUtils.getQualifiedMethodName(method, targetClass)
                + (isTask ? " returns a task" : " is a suspend function")
                + ", and its transaction manager binds transactions to a thread. "
                + (isTask ? "The task has a thread of its own" : "Its code has a thread of its own")
                + ", so the transaction would be committed before the work is done. Nothing was begun. "
                + (isTask
                        ? "Return a Coroutine, which the transaction covers"
                        : "Make the work a method of another bean"
                                + " that Suspend.implement calls, and annotate that method")
                + "; or use a reactive transaction manager";
    }

    private static boolean needsTransaction(TransactionAttribute attribute) {
        return switch (attribute.getPropagationBehavior()) {
            case TransactionDefinition.PROPAGATION_SUPPORTS,
                    TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
                    TransactionDefinition.PROPAGATION_NEVER -> false;
            default -> true;
        };
    }
}
