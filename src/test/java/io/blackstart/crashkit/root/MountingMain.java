package io.blackstart.crashkit.root;

import java.io.IOException;
import java.nio.file.Path;

/** Mounts a file system as the root tier does and waits to be killed. */
final class MountingMain {
    private MountingMain() {}

    public static void main(String[] arguments) throws IOException {
        RootArea area = RootArea.create(Path.of(arguments[0]));
        Volume volume = Volume.create(area, FileSystemKind.XFS);
        System.out.println("mounted");
        System.in.read();
        volume.close();
        area.close();
    }
}
