/** The same endpoint in a Spring Boot service, written in the ways that there are, under load. */
@NullMarked
package suspension.benchmarks.service;

import org.jspecify.annotations.NullMarked;
