package suspension.spring;

import suspension.EventLoopGroup;

/**
 * A bean that makes settings of the service's {@link EventLoopGroup} before it is started, after those that come from
 * properties. Several are called in their order. Settings of each loop are made with
 * {@link EventLoopGroup.Builder#each}.
 */
@FunctionalInterface
public interface EventLoopGroupCustomizer {

    /**
     * Makes settings.
     *
     * @param loops the builder of the group
     */
    void customize(EventLoopGroup.Builder loops);
}
