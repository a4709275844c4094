package io.blackstart.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a guest from bare metal and a container from its host, as far as they show it. */
final class Virtualisation {
    /** Makers of virtual machines as firmware names them, for architectures whose processors have no flag for it. */
    private static final Pattern VIRTUAL_FIRMWARE = Pattern.compile(
            "QEMU|KVM|VMware|VirtualBox|innotek|Xen|Microsoft|Google|Amazon|Bochs|Parallels|Alibaba|OpenStack");

    private static final Pattern CONTAINER_GROUP = Pattern.compile("docker|kubepods|containerd|libpod|lxc|crio");

    private Virtualisation() {}

    /**
     * One line, such as {@code hypervisor (QEMU Standard PC), container (docker)}, or {@code none seen}.
     *
     * @param files of the machine
     * @param cpu of the machine
     */
    static String describe(SystemFiles files, CpuInfo cpu) {
        List<String> layers = new ArrayList<>();
        String firmware = firmware(files);
        String hypervisor = files.read("/sys/hypervisor/type").optional().orElse("");
        boolean metal = firmware.endsWith(".metal");
        boolean virtualFirmware = VIRTUAL_FIRMWARE.matcher(firmware).find() && !metal;
        if (cpu.hypervisor() || !hypervisor.isEmpty() || virtualFirmware) {
            String name = (hypervisor + " " + firmware).strip();
            layers.add("hypervisor (" + (name.isEmpty() ? "unnamed" : name) + ")");
        }
        String container = container(files);
        if (!container.isEmpty()) {
            layers.add("container (" + container + ")");
        }
        return layers.isEmpty() ? "none seen" : String.join(", ", layers);
    }

    private static String firmware(SystemFiles files) {
        String maker = files.read("/sys/class/dmi/id/sys_vendor").optional().orElse("");
        String product = files.read("/sys/class/dmi/id/product_name").optional().orElse("");
        return (maker + " " + product).strip();
    }

    private static String container(SystemFiles files) {
        if (files.exists("/.dockerenv")) {
            return "docker";
        }
        if (files.exists("/run/.containerenv")) {
            return "podman";
        }
        Matcher group =
                CONTAINER_GROUP.matcher(files.read("/proc/1/cgroup").optional().orElse(""));
        return group.find() ? group.group() : "";
    }
}
