package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a fork printed: kept only when it failed. */
final class ForkOutput {
    /** More than this of a fork's output nobody reads. */
    private static final int TAIL_BYTES = 256 * 1024;

    private static final int REASON_LENGTH = 300;

    private ForkOutput() {}

    /** The end of an output as text. */
    static String tail(Path output) {
        try (var file = new RandomAccessFile(output.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "output of a fork cannot be read", output, BlackstartException.NO_POSITION, e);
        }
    }

    /** The line that says most: the fork's own one-line failure, or else its last line. */
    static String lastWord(Path output) {
        List<String> lines = tail(output)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "it printed nothing";
        }
        String word = lines.stream()
                .filter(line -> line.startsWith("blackstart: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("blackstart: ".length()))
                .orElse(lines.get(lines.size() - 1));
        return word.length() > REASON_LENGTH ? word.substring(0, REASON_LENGTH) + "..." : word;
    }
}
