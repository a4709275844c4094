package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
    private static final String UNSAFE_SWITCH = "--sun-misc-unsafe-memory-access=allow";

    @Test
    void leavesOutTheUnsafeSwitchWhereItIsUnknown() {
        assertFalse(JvmFlags.forFeature(17).contains(UNSAFE_SWITCH));
        assertFalse(JvmFlags.forFeature(23).contains(UNSAFE_SWITCH));
    }

    @Test
    void addsTheUnsafeSwitchFromTwentyFourOn() {
        var expected = new ArrayList<>(JvmFlags.forFeature(17));
        expected.add(UNSAFE_SWITCH);
        assertEquals(expected, JvmFlags.forFeature(24));
        assertEquals(expected, JvmFlags.forFeature(25));
    }

    @Test
    void refusesWhatCannotRunUs() {
        assertThrows(IllegalArgumentException.class, () -> JvmFlags.forFeature(11));
    }

    @Test
    void areAcceptedByThisJvm() {
        var command =
                new ArrayList<>(List.of(EnvironmentCollector.javaExecutable().toString()));
        command.addAll(JvmFlags.forThisJvm());
        command.add("-version");
        Command.Output output = Command.run(command);
        assertEquals(0, output.exitCode(), output.text());
        assertTrue(output.text().contains("version"), output.text());
        assertFalse(output.text().contains("WARNING"), output.text());
    }
}
