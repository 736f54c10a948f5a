package suspension.internal.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleSerializers;

/** Refuses for Jackson 2. */
public final class Jackson2Module extends Module {

    /** Called by {@code ServiceLoader}. */
    public Jackson2Module() {}

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

    private static final class Refusing extends JsonSerializer<Object> {

        private final Class<?> type;
        private final String message;

        Refusing(Class<?> type, String message) {
            this.type = type;
            this.message = message;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
                throws JsonMappingException {
            provider.reportBadDefinition(type, message);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
                throws JsonMappingException {
            serialize(value, generator, provider);
        }
    }
}
