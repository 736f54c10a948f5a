package suspension.internal.jackson;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleSerializers;

/** Refuses for Jackson 3. */
public final class Jackson3Module extends JacksonModule {

    /** Called by {@code ServiceLoader}. */
    public Jackson3Module() {}

    @Override
    public String getModuleName() {
        return "suspension";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        SimpleSerializers serializers = new SimpleSerializers();
        Refusal.MESSAGES.forEach((type, message) -> serializers.addSerializer(type, new Refusing(type, message)));
        context.addSerializers(serializers);
    }

    private static final class Refusing extends ValueSerializer<Object> {

        private final Class<?> type;
        private final String message;

        Refusing(Class<?> type, String message) {
            this.type = type;
            this.message = message;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            context.reportBadDefinition(type, message);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
            serialize(value, generator, context);
        }
    }
}
