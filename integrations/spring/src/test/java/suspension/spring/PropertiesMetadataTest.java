package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows beside each property. */
class PropertiesMetadataTest {

    /** Returns the descriptions by the properties' names. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> descriptions = new HashMap<>();
        try (InputStream metadata = Objects.requireNonNull(
                SuspensionProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property :
                    JsonMapper.builder().build().readTree(metadata).get("properties")) {
                JsonNode description = property.get("description");
                descriptions.put(property.get("name").asString(), description == null ? "" : description.asString());
            }
        }
        return descriptions;
    }

    /** Returns the names of the properties that the classes of the starter have. */
    private static List<String> declared() {
        ClassPathScanningCandidateComponentProvider classes = new ClassPathScanningCandidateComponentProvider(false);
        classes.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return classes.findCandidateComponents("suspension.spring").stream()
                .map(BeanDefinition::getBeanClassName)
                .flatMap(PropertiesMetadataTest::propertiesOf)
                .toList();
    }

    private static Stream<String> propertiesOf(String className) {
        try {
            Class<?> type = Class.forName(className);
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            return propertiesOf(prefix, type);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A record within a record is a group of properties, and not one itself. */
    private static Stream<String> propertiesOf(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            return component.getType().isRecord() ? propertiesOf(name, component.getType()) : Stream.of(name);
        });
    }

    @Test
    void eachPropertyIsDocumented() throws IOException {
        Map<String, String> documented = documented();
        assertThat(declared()).contains("suspension.loops", "suspension.slow-slice", "suspension.health.limit");
        assertThat(documented).containsKeys(declared().toArray(String[]::new));
        assertThat(documented)
                .allSatisfy((name, description) ->
                        assertThat(description).describedAs(name).isNotBlank().doesNotContain("{@"));
    }
}
