package io.blackstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** The arrows of the house: which package may use which, and what the library never sees. */
@AnalyzeClasses(packages = "io.blackstart", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Package to the packages it may use; itself and the root are always allowed. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("log", List.of()),
            Map.entry("chat", List.of()),
            Map.entry("measure", List.of()),
            Map.entry("workload", List.of("chat")),
            Map.entry("replication", List.of("log")),
            Map.entry("recovery", List.of("log", "chat")),
            Map.entry("crashkit", List.of("log")),
            Map.entry("results", List.of("measure")),
            Map.entry("forecast", List.of("results")),
            Map.entry("report", List.of("results", "forecast", "measure")));

    @ArchTest
    static void packagesFollowTheArrows(com.tngtech.archunit.core.domain.JavaClasses classes) {
        for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
            String[] forbidden = Stream.concat(ARROWS.keySet().stream(), Stream.of("drill", "cli"))
                    .filter(name ->
                            !name.equals(arrow.getKey()) && !arrow.getValue().contains(name))
                    .map(name -> "io.blackstart." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.blackstart." + arrow.getKey() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static void everyPackageHasAPlaceInTheHouse(com.tngtech.archunit.core.domain.JavaClasses classes) {
        List<String> rooms = Stream.concat(ARROWS.keySet().stream(), Stream.of("drill", "cli"))
                .toList();
        String strangers = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("io.blackstart"))
                .filter(name ->
                        rooms.stream().noneMatch(room -> (name + ".").startsWith("io.blackstart." + room + ".")))
                .distinct()
                .collect(Collectors.joining(", "));
        Assertions.assertEquals("", strangers, "packages without a room, known are " + Arrays.asList(rooms.toArray()));
    }

    @ArchTest
    static final ArchRule theLibraryNeverSeesJmh =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.openjdk.jmh..");

    @ArchTest
    static final ArchRule logDesignsDoNotKnowEachOther = slices().matching("io.blackstart.log.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule crashKitKnowsTheContractOnly = noClasses()
            .that()
            .resideInAPackage("io.blackstart.crashkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.blackstart.log.*..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule strangersNeedNoJson = noClasses()
            .that()
            .resideInAnyPackage("io.blackstart.log", "io.blackstart.crashkit..", "io.blackstart")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "picocli..", "com.lmax..", "net.openhft..")
            .allowEmptyShould(true);
}
