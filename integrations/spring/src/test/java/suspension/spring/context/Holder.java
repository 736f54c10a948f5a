package suspension.spring.context;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where a thread has something that belongs to a request. */
enum Holder {
    MDC_ENTRY {
        @Override
        Change put(String value) {
            return () -> {
                String before = MDC.get("order");
                MDC.put("order", value);
                return () -> {
                    if (before == null) {
                        MDC.remove("order");
                    } else {
                        MDC.put("order", before);
                    }
                };
            };
        }

        @Override
        @Nullable
        String get() {
            return MDC.get("order");
        }
    },

    OBSERVATION {
        @Override
        Change put(String value) {
            return () -> observing(value);
        }

        @Override
        @Nullable
        String get() {
            Observation current = OBSERVATIONS.getCurrentObservation();
            return current == null ? null : current.getContext().getName();
        }
    },

    SPAN {
        @Override
        Change put(String value) {
            return () -> observing(value);
        }

        @Override
        @Nullable
        String get() {
            Span current = TRACER.currentSpan();
            return current == null ? null : SPANS.get(current.context().spanId());
        }
    },

    SECURITY {
        @Override
        Change put(String value) {
            return () -> {
                SecurityContext before = SecurityContextHolder.getContext();
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new TestingAuthenticationToken(value, ""));
                SecurityContextHolder.setContext(context);
                return () -> SecurityContextHolder.setContext(before);
            };
        }

        @Override
        @Nullable
        String get() {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            return authentication == null ? null : authentication.getName();
        }
    },

    REQUEST {
        @Override
        Change put(String value) {
            return () -> {
                RequestAttributes before = RequestContextHolder.getRequestAttributes();
                MockHttpServletRequest request = new MockHttpServletRequest();
                request.setAttribute("order", value);
                RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
                return () -> RequestContextHolder.setRequestAttributes(before);
            };
        }

        @Override
        @Nullable
        String get() {
            RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
            return attributes == null
                    ? null
                    : (String) attributes.getAttribute("order", RequestAttributes.SCOPE_REQUEST);
        }
    },

    LOCALE {
        @Override
        Change put(String value) {
            return () -> {
                LocaleContext before = LocaleContextHolder.getLocaleContext();
                LocaleContextHolder.setLocale(Locale.forLanguageTag("x-" + value));
                return () -> LocaleContextHolder.setLocaleContext(before);
            };
        }

        @Override
        @Nullable
        String get() {
            LocaleContext context = LocaleContextHolder.getLocaleContext();
            return context == null
                    ? null
                    : Objects.requireNonNull(context.getLocale()).getExtension(Locale.PRIVATE_USE_EXTENSION);
        }
    };

    static final SimpleTracer TRACER = new SimpleTracer();
    static final ObservationRegistry OBSERVATIONS = ObservationRegistry.create();

    private static final Map<String, String> SPANS = new ConcurrentHashMap<>();

    static {
        OBSERVATIONS.observationConfig().observationHandler(new DefaultTracingObservationHandler(TRACER));
    }

    /** A change that is taken back by closing it. */
    interface Change {
        Undo make();
    }

    interface Undo extends AutoCloseable {
        @Override
        void close();
    }

    private static Undo observing(String value) {
        Observation observation = Observation.start(value, OBSERVATIONS);
        TracingContext tracing = observation.getContext().getRequired(TracingContext.class);
        SPANS.put(Objects.requireNonNull(tracing.getSpan()).context().spanId(), value);
        Observation.Scope scope = observation.openScope();
        return () -> {
            scope.close();
            observation.stop();
        };
    }

    /** Returns what puts the value there. */
    abstract Change put(String value);

    abstract @Nullable String get();

    /** Puts the value there. */
    final Undo with(String value) {
        return put(value).make();
    }

    /** Returns what the thread has. */
    final String seen() {
        String value = get();
        return value == null ? "none" : value;
    }
}
