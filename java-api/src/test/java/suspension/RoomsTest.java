package suspension;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which room of the house may know which: the arrows point one way. */
class RoomsTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("suspension");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    suspension.bridge.context    |
                    suspension.bridge.trace      |
                    suspension.bridge.task       | suspension.bridge.context suspension.bridge.trace
                    suspension.bridge.loop       | suspension.bridge.context suspension.bridge.task suspension.bridge.trace
                    suspension.bridge.dispatcher | suspension.bridge.context suspension.bridge.task suspension.bridge.loop
                    suspension.bridge.call       | suspension.bridge.context suspension.bridge.task suspension.bridge.loop suspension.bridge.dispatcher
                    suspension.bridge.flow       | suspension.bridge.context suspension.bridge.task suspension.bridge.loop suspension.bridge.call
                    suspension.bridge            | suspension.bridge.call
                    suspension.internal          | suspension.bridge..
                    suspension                   | suspension.bridge.. suspension.internal
                    suspension.sync              | suspension.bridge.. suspension.internal suspension
                    suspension.interop           | suspension.bridge.. suspension.internal suspension
                    suspension.internal.jackson  | suspension
                    suspension.insight           | suspension.bridge.. suspension.internal suspension
                    suspension.internal.trace    | suspension.bridge.. suspension.insight suspension
                    """)
    void knowsOnlyTheRoomsBelow(String room, String below) {
        String[] known = below == null ? new String[0] : below.split(" ");
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(ofNoRoom().or(resideInAPackage(room)).or(resideInAnyPackage(known)))
                .check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> ofNoRoom() {
        return not(resideInAPackage("suspension.."));
    }

    @Test
    void noRoomsKnowEachOther() {
        slices().matching("(suspension..)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void waitersAreCalledSo() {
        classes()
                .that()
                .areAssignableTo(suspension.bridge.task.Waiter.class)
                .should()
                .haveSimpleNameEndingWith("Waiter")
                .andShould()
                .beTopLevelClasses()
                .check(HOUSE);
    }

    @Test
    void theHouseIsNotEmpty() {
        assertThat(Stream.of("BodyTask", "LoopExecutor", "Async", "AsyncLock", "Flows"))
                .allMatch(name ->
                        HOUSE.stream().anyMatch(type -> type.getSimpleName().equals(name)));
    }
}
