package io.blackstart.crashkit.process;

import java.nio.file.Path;
import java.util.List;

/**
 * One system call that strace saw.
 *
 * @param threadId of the caller
 * @param call its name
 * @param paths files it named or whose descriptors it used
 * @param creating whether it may create a file
 * @param failed whether it returned an error
 * @param injected whether strace made that up
 * @param line as strace printed it
 */
record SyscallEvent(
        int threadId, String call, List<Path> paths, boolean creating, boolean failed, boolean injected, String line) {
    /** Whether it touches the directory or what is below it; msync names no file and counts always. */
    boolean touches(Path directory) {
        return call.equals(Syscalls.MSYNC) || paths.stream().anyMatch(path -> path.startsWith(directory));
    }
}
