package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockDevicesTest {
    @TempDir
    Path root;

    private FakeMachine machine;
    private BlockDevices devices;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(root);
        devices = new BlockDevices(machine.files());
    }

    private static Mount mount(String line) {
        return MountTable.parse(line).all().get(0);
    }

    @Test
    void aPartitionHasTheSchedulerOfItsDisk() {
        machine.disk("sda", "none [mq-deadline] kyber\n", "8:0").partition("sda", "sda3", "8:3");
        assertEquals(Optional.of("sda3"), devices.nameOf(mount("27 1 8:3 / / rw - ext4 /dev/sda3 rw")));
        assertEquals("mq-deadline", devices.schedulerOf("sda3"));
        assertEquals("mq-deadline", devices.schedulerOf("sda"));
        assertEquals(List.of("sda"), devices.disksBelow("sda3"));
    }

    @Test
    void aFileSystemWithANumberOfItsOwnIsFoundByItsSource() {
        machine.disk("dm-0", "none\n", "252:0").file("/dev/dm-0", "").link("/dev/mapper/vg-data", "/dev/dm-0");
        Mount btrfs = mount("40 27 0:45 /@data /data rw - btrfs /dev/mapper/vg-data rw,compress=zstd:3,subvol=/@data");
        assertEquals(Optional.of("dm-0"), devices.nameOf(btrfs));
    }

    @Test
    void memoryAndNetworkHaveNoDevice() {
        assertEquals(Optional.empty(), devices.nameOf(mount("26 27 0:24 / /dev/shm rw - tmpfs tmpfs rw")));
        assertEquals(Optional.empty(), devices.nameOf(mount("26 27 0:24 / /n rw - nfs4 host:/x rw")));
        assertEquals(Optional.empty(), devices.nameOf(mount("27 1 0:5 / / rw - ext4 /dev/root rw")));
    }

    @Test
    void layersAreFollowedToTheDisks() {
        machine.disk("sda", "none\n", "8:0")
                .partition("sda", "sda2", "8:2")
                .disk("zram1", "none\n", "253:1")
                .disk("dm-3", "none\n", "252:3")
                .link("/sys/devices/block/dm-3/slaves/sda2", "/sys/devices/block/sda/sda2")
                .link("/sys/devices/block/dm-3/slaves/zram1", "/sys/devices/block/zram1");
        assertEquals(List.of("sda", "zram1"), devices.disksBelow("dm-3"));
    }

    @Test
    void knowsMemoryByItsName() {
        assertTrue(BlockDevices.isMemory("zram0"));
        assertTrue(BlockDevices.isMemory("ram15"));
        assertFalse(BlockDevices.isMemory("sda"));
        assertFalse(BlockDevices.isMemory("nvme0n1"));
        assertFalse(BlockDevices.isMemory("rampart"));
    }

    @Test
    void aLoopTellsItsFile() {
        machine.disk("loop0", "none\n", "7:0").file("/sys/devices/block/loop0/loop/backing_file", "/var/image\n");
        assertEquals(Optional.of("/var/image"), devices.backingFileOf("loop0"));
        assertEquals(Optional.empty(), devices.backingFileOf("sda"));
    }

    @Test
    void withoutASchedulerItSaysWhy() {
        assertTrue(devices.schedulerOf("sdz").startsWith("not readable: no /sys/class/block/sdz"));
    }

    @Test
    void dumpsEachDisk() {
        machine.disk("sda", "none [mq-deadline]\n", "8:0").file("/sys/devices/block/sda/device/model", "SAMSUNG\n");
        assertEquals("""
                name size_bytes rotational scheduler write_cache model
                sda 21474836480 0 none,[mq-deadline] - SAMSUNG
                """, devices.dump());
    }
}
