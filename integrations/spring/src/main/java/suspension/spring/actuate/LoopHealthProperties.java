package suspension.spring.actuate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.properties} says about the health of the service's loops.
 *
 * @param limit how long a loop may take to answer before it counts as down
 */
@ConfigurationProperties("suspension.health")
public record LoopHealthProperties(@DefaultValue("1s") Duration limit) {}
