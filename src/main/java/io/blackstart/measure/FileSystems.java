package io.blackstart.measure;

import java.util.Set;

/** What a sync is worth on a kind of file system: rule 9 of the measuring rules. */
enum FileSystems {
    /** It reaches the device. */
    LOCAL,
    /** It costs nothing and keeps nothing: the files are memory. */
    MEMORY,
    /** It goes through a layer that answers for another file system, and may skip the sync. */
    LAYERED,
    /** It measures a network or the host, not this machine. */
    REMOTE,
    /** Nobody here knows. */
    UNKNOWN;

    private static final Set<String> LOCAL_TYPES = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "f2fs",
            "zfs",
            "bcachefs",
            "jfs",
            "reiserfs",
            "nilfs2",
            "apfs",
            "hfs",
            "NTFS",
            "ntfs3",
            "ufs");
    private static final Set<String> MEMORY_TYPES = Set.of("tmpfs", "ramfs", "devtmpfs", "rootfs");
    private static final Set<String> LAYERED_TYPES =
            Set.of("overlay", "aufs", "unionfs", "fuse-overlayfs", "fuse.fuse-overlayfs", "ecryptfs");
    private static final Set<String> REMOTE_TYPES = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "ceph",
            "lustre",
            "gpfs",
            "beegfs",
            "afs",
            "gfs2",
            "ocfs2",
            "9p",
            "virtiofs",
            "vboxsf",
            "drvfs",
            "prl_fs");

    /** The kind of a type as the kernel names it; user-space file systems that are not known count as remote. */
    static FileSystems of(String type) {
        if (LOCAL_TYPES.contains(type)) {
            return LOCAL;
        }
        if (MEMORY_TYPES.contains(type)) {
            return MEMORY;
        }
        if (LAYERED_TYPES.contains(type)) {
            return LAYERED;
        }
        return REMOTE_TYPES.contains(type) || type.startsWith("fuse") ? REMOTE : UNKNOWN;
    }
}
