package io.blackstart.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogDesignsTest {
    @Test
    void findsTheDesignsOnTheClassPath() {
        List<String> names = LogDesigns.all().stream().map(LogDesign::name).toList();
        assertTrue(names.containsAll(List.of("chronicle", "group-commit", "mapped")), names.toString());
        assertEquals(Map.of(), LogDesigns.missing());
    }

    /** As a stranger's class path: the library, Agrona and HdrHistogram, nothing more. */
    @Test
    void leavesOutDesignsWhoseLibraryIsMissing() throws ReflectiveOperationException, IOException {
        var urls = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.equals("classes") || name.startsWith("agrona-") || name.startsWith("HdrHistogram-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (var loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                Class<?> designs = loader.loadClass(LogDesigns.class.getName());
                Object mapped = designs.getMethod("find", String.class).invoke(null, "mapped");
                assertEquals("mapped", mapped.getClass().getMethod("name").invoke(mapped));
                var missing = (Map<?, ?>) designs.getMethod("missing").invoke(null);
                assertEquals(2, missing.size(), missing.toString());
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    @Test
    void namesTheNearestDesign() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> LogDesigns.find("maped"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'mapped'"), refusal.getMessage());
    }

    @Test
    void namesTheNearestOption() {
        var options = LogFixture.options(Durability.POWER).withExtra(Map.of("ringByte", "65536"));
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> LogDesigns.check(LogDesigns.find("group-commit"), options));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'ringBytes'"), refusal.getMessage());
    }

    @Test
    void refusesAClassTheDesignDoesNotHave() {
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> LogDesigns.check(LogDesigns.find("mapped"), LogFixture.options(Durability.NONE)));
        assertTrue(String.valueOf(refusal.getMessage()).contains("durability=NONE"), refusal.getMessage());
    }

    @Test
    void refusesANumberOutOfRange() {
        var option = new LogOption("ringBytes", "8", "");
        var options = LogFixture.options(Durability.POWER);
        assertEquals(8, LogDesigns.number(options, option, 8, 16));
        assertThrows(IllegalArgumentException.class, () -> LogDesigns.number(options, option, 9, 16));
        assertThrows(
                IllegalArgumentException.class,
                () -> LogDesigns.number(options.withExtra(Map.of("ringBytes", "x")), option, 8, 16));
    }
}
