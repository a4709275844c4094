package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualisationTest {
    private static final CpuInfo METAL = new CpuInfo("x", "y", false);
    private static final CpuInfo GUEST = new CpuInfo("x", "y", true);

    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(root);
    }

    private String describe(CpuInfo cpu) {
        return Virtualisation.describe(machine.files(), cpu);
    }

    private void firmware(String maker, String product) {
        machine.file("/sys/class/dmi/id/sys_vendor", maker + "\n")
                .file("/sys/class/dmi/id/product_name", product + "\n");
    }

    @Test
    void bareMetalShowsNothing() {
        firmware("Dell Inc.", "PowerEdge R650");
        assertEquals("none seen", describe(METAL));
    }

    @Test
    void aGuestShowsByItsProcessor() {
        assertEquals("hypervisor (unnamed)", describe(GUEST));
        firmware("QEMU", "Standard PC (Q35 + ICH9, 2009)");
        assertEquals("hypervisor (QEMU Standard PC (Q35 + ICH9, 2009))", describe(GUEST));
    }

    @Test
    void anArmGuestShowsByItsFirmware() {
        firmware("Amazon EC2", "c7g.large");
        assertEquals("hypervisor (Amazon EC2 c7g.large)", describe(METAL));
    }

    @Test
    void metalOfACloudIsMetal() {
        firmware("Amazon EC2", "c7g.metal");
        assertEquals("none seen", describe(METAL));
    }

    @Test
    void xenSaysItsName() {
        machine.file("/sys/hypervisor/type", "xen\n");
        assertEquals("hypervisor (xen)", describe(METAL));
    }

    @Test
    void containersShowToo() {
        machine.file("/proc/1/cgroup", "12:memory:/kubepods/burstable/pod1\n");
        assertEquals("hypervisor (unnamed), container (kubepods)", describe(GUEST));
        machine.file("/run/.containerenv", "");
        assertEquals("container (podman)", describe(METAL));
        machine.file("/.dockerenv", "");
        assertEquals("container (docker)", describe(METAL));
    }
}
