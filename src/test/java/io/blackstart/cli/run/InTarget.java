package io.blackstart.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories on the disk of the checkout: the system's own may be memory, which durable runs refuse. */
public final class InTarget implements TempDirFactory {
    /** Made by JUnit. */
    public InTarget() {}

    @Override
    public Path createTempDirectory(AnnotatedElementContext elementContext, ExtensionContext extensionContext)
            throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "test-runs").toAbsolutePath());
        return Files.createTempDirectory(parent, "run");
    }
}
