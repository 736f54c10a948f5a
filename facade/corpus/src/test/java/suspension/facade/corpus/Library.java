package suspension.facade.corpus;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;

/** The libraries of the corpus, as Maven Central has them. */
enum Library {
    COROUTINES("kotlinx-coroutines-core", "kotlinx-coroutines-core-jvm"),
    KTOR_CLIENT("ktor-client-core", "ktor-client-core-jvm"),
    KTOR_IO("ktor-io", "ktor-io-jvm"),
    MONGODB("mongodb-driver-kotlin-coroutine", "mongodb-driver-kotlin-coroutine"),
    LETTUCE("lettuce-core", "lettuce-core"),
    SPRING_WEBFLUX("spring-webflux", "spring-webflux"),
    SPRING_DATA("spring-data-commons", "spring-data-commons"),
    APOLLO("apollo-runtime", "apollo-runtime-jvm"),
    AWS_S3("aws.sdk.kotlin s3", "s3-jvm"),
    SMITHY("smithy-kotlin runtime-core", "runtime-core-jvm"),
    SQLDELIGHT_COROUTINES("sqldelight coroutines-extensions", "coroutines-extensions-jvm"),
    SQLDELIGHT_RUNTIME("sqldelight runtime", "runtime-jvm");

    private final String title;
    private final String artifact;
    private final Path jar;

    Library(String title, String artifact) {
        this.title = title;
        this.artifact = artifact;
        this.jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(each -> each.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(artifact + " is not on the class path"));
    }

    Path jar() {
        return jar;
    }

    /** Its name, and its version as the jar's name tells it. */
    String title() {
        String file = jar.getFileName().toString();
        String version = file.substring(artifact.length() + 1, file.length() - ".jar".length());
        return title + " " + version;
    }
}
