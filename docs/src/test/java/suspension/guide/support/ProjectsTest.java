package suspension.guide.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The builds that pages show name artifacts that this build makes, in the version that it makes. */
class ProjectsTest {

    private static final Path BASE = Path.of(System.getProperty("guide.basedir", ""));

    private static final Pattern MAVEN =
            Pattern.compile("<artifactId>(suspension-[^<]+)</artifactId>\\s*<version>(.*?)</version>");

    private static final Pattern GRADLE = Pattern.compile("'suspension:([^:]+):([^']+)'");

    @ParameterizedTest
    @CsvSource({
        "facade/pom.xml, facade/api suspension-facade facade/processor suspension-facade-processor",
        "facade/build.gradle, facade/api suspension-facade facade/processor suspension-facade-processor",
        "service/pom.xml, integrations/spring suspension-spring-boot-starter"
    })
    void artifactsAreThoseOfThisBuild(String project, String modules) throws IOException {
        String text = Files.readString(BASE.resolve("src/test/projects").resolve(project));
        String version = versionIn(Files.readString(BASE.resolve("../pom.xml")));
        String[] named = modules.split(" ", -1);
        Pattern pattern = project.endsWith(".gradle") ? GRADLE : MAVEN;
        MatchResult[] found = pattern.matcher(text).results().toArray(MatchResult[]::new);
        assertThat(found).hasSize(named.length / 2);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i].group(1)).isEqualTo(named[2 * i + 1]);
            assertThat(found[i].group(2)).isEqualTo(version);
            assertThat(Files.readString(BASE.resolve("..").resolve(named[2 * i]).resolve("pom.xml")))
                    .contains("<artifactId>" + named[2 * i + 1] + "</artifactId>");
        }
    }

    private static String versionIn(String pom) {
        int start = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(start, pom.indexOf("</version>", start));
    }
}
