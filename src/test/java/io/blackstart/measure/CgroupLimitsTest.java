package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupLimitsTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final String SECOND_MOUNT = "30 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String FIRST_MOUNTS = """
            32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            """;
    private static final String FIRST_GROUPS =
            "5:cpu,cpuacct:/jobs/a\n4:memory:/jobs/a\n3:cpuset:/\n1:name=systemd:/\n";

    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(root);
    }

    private CgroupLimits read(String groups, String mounts) {
        return CgroupLimits.read(machine.files(), groups, MountTable.parse(mounts));
    }

    @Test
    void theTightestLevelOfVersionTwoCounts() {
        machine.file("/sys/fs/cgroup/jobs/cpu.max", "150000 100000\n")
                .file("/sys/fs/cgroup/jobs/memory.max", "2147483648\n")
                .file("/sys/fs/cgroup/jobs/a/cpu.max", "max 100000\n")
                .file("/sys/fs/cgroup/jobs/a/memory.max", "max\n")
                .file("/sys/fs/cgroup/jobs/a/cpuset.cpus.effective", "0-3\n")
                .file("/sys/fs/cgroup/cpuset.cpus.effective", "0-63\n");
        CgroupLimits limits = read("0::/jobs/a\n", SECOND_MOUNT);
        assertEquals(new CgroupLimits("v2", 1.5, 2_147_483_648L, "0-3"), limits);
        assertEquals("v2 cpu=1.5 memory=2147483648 cpuset=0-3", limits.describe());
    }

    @Test
    void aContainerSeesItsGroupAsTheRoot() {
        machine.file("/sys/fs/cgroup/cpu.max", "200000 100000\n").file("/sys/fs/cgroup/memory.max", "1073741824\n");
        assertEquals(new CgroupLimits("v2", 2, 1_073_741_824L, "all"), read("0::/\n", SECOND_MOUNT));
        // Without a namespace of its own the group is named from the host, and the mount says which part is shown.
        String partial = "30 23 0:27 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n";
        assertEquals(new CgroupLimits("v2", 2, 1_073_741_824L, "all"), read("0::/docker/abc\n", partial));
    }

    @Test
    void readsVersionOne() {
        machine.file("/sys/fs/cgroup/cpu,cpuacct/jobs/a/cpu.cfs_quota_us", "-1\n")
                .file("/sys/fs/cgroup/cpu,cpuacct/jobs/a/cpu.cfs_period_us", "100000\n")
                .file("/sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_quota_us", "50000\n")
                .file("/sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_period_us", "100000\n")
                .file("/sys/fs/cgroup/memory/jobs/a/memory.limit_in_bytes", "536870912\n")
                .file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .file("/sys/fs/cgroup/cpuset/cpuset.cpus", "0,2\n");
        assertEquals(new CgroupLimits("v1", 0.5, 536_870_912L, "0,2"), read(FIRST_GROUPS, FIRST_MOUNTS));
    }

    @Test
    void versionOneSaysUnlimitedWithAHugeNumber() {
        machine.file("/sys/fs/cgroup/memory/jobs/a/memory.limit_in_bytes", "9223372036854771712\n");
        CgroupLimits limits = read(FIRST_GROUPS, FIRST_MOUNTS);
        assertEquals(new CgroupLimits("v1", UNLIMITED, Long.MAX_VALUE, "all"), limits);
        assertEquals("v1 cpu=unlimited memory=unlimited cpuset=all", limits.describe());
    }

    @Test
    void bothVersionsMayStandSideBySide() {
        machine.file("/sys/fs/cgroup/memory/jobs/a/memory.limit_in_bytes", "536870912\n");
        String mounts = FIRST_MOUNTS + "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
        assertEquals(
                new CgroupLimits("v1+v2", UNLIMITED, 536_870_912L, "all"), read(FIRST_GROUPS + "0::/jobs/a\n", mounts));
    }

    @Test
    void nothingIsNoLimit() {
        var none = new CgroupLimits("none", UNLIMITED, Long.MAX_VALUE, "all");
        assertEquals(none, read("", ""));
        assertEquals(none, read("0::/\n", ""));
        assertEquals(none, read("nonsense\n", SECOND_MOUNT));
    }
}
