/**
 * The tier {@code root}: real file systems and the faults of the device below them. Power is cut by copying, at one instant, the
 * image of a mounted file system and mounting the copy: what a log wrote and did not force is not in it. Block devices fail
 * through nbdkit, disks run full, a live file system is shut down. Everything is mounted below one folder of the kit's own,
 * whose name and marker tell it from all else, and undone at the end, or at the next start when the process was killed. Needs
 * root and Linux; what is missing is named in the report. Uses {@code crashkit.process} and the contract in {@code log}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit.root;
