package io.blackstart.cli.crash;

/** What a JVM of the kit says while it works: a line each, tabs between the words, of which the first tells what it is. */
final class KitLine {
    private static final String PROGRESS = "progress";
    private static final String FAILING = "failing";

    private KitLine() {}

    static String progress(String fault, long caseCount, long failingCount) {
        return String.join("\t", PROGRESS, fault, Long.toString(caseCount), Long.toString(failingCount));
    }

    static String failing(String caseId, String verdict, String detail) {
        return String.join("\t", FAILING, caseId, verdict, detail.replaceAll("\\s", " "));
    }

    /** Passes a line on to who hears of it. */
    static void deliver(String line, CrashProgress progress) {
        String[] words = line.split("\t", -1);
        if (words.length == 4 && words[0].equals(PROGRESS)) {
            progress.at(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
        } else if (words.length == 4 && words[0].equals(FAILING)) {
            progress.failing(words[1], words[2], words[3]);
        } else {
            throw new IllegalStateException("line=" + line + " is none of the kit's");
        }
    }
}
