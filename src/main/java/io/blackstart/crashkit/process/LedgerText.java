package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Ledger;
import java.util.StringJoiner;

/** Carries a {@link Ledger} over a pipe: {@code first:ackedEnd:sentEnd} for each stream, joined by commas. */
public final class LedgerText {
    private LedgerText() {}

    /** As text. */
    static String format(Ledger ledger) {
        var text = new StringJoiner(",");
        for (int stream = 0; stream < ledger.streamCount(); stream++) {
            text.add(ledger.first(stream) + ":" + ledger.ackedEnd(stream) + ":" + ledger.sentEnd(stream));
        }
        return text.toString();
    }

    /** Reads it back. */
    static Ledger parse(String text) {
        String[] streams = text.split(",", -1);
        Ledger ledger = new Ledger(1);
        for (int stream = 0; stream < streams.length; stream++) {
            String[] parts = streams[stream].split(":", -1);
            long first = Long.parseLong(parts[0]);
            if (stream > 0) {
                ledger = ledger.copyWithStream(first);
            }
            append(ledger, stream, first, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
        return ledger;
    }

    /** What {@code earlier} knew as acknowledged and {@code later}, the same ledger some time on, knows as sent. */
    public static Ledger combine(Ledger earlier, Ledger later) {
        Ledger built = new Ledger(1);
        for (int stream = 0; stream < earlier.streamCount(); stream++) {
            if (stream > 0) {
                built = built.copyWithStream(earlier.first(stream));
            }
            append(built, stream, earlier.first(stream), earlier.ackedEnd(stream), later.sentEnd(stream));
        }
        return built;
    }

    /** The same ledger with nothing acknowledged: for a crash that the log's class does not promise to survive. */
    public static Ledger withoutAcknowledgements(Ledger ledger) {
        Ledger built = new Ledger(1);
        for (int stream = 0; stream < ledger.streamCount(); stream++) {
            if (stream > 0) {
                built = built.copyWithStream(ledger.first(stream));
            }
            append(built, stream, ledger.first(stream), ledger.first(stream), ledger.sentEnd(stream));
        }
        return built;
    }

    private static void append(Ledger ledger, int stream, long first, long ackedEnd, long sentEnd) {
        for (long index = first; index < sentEnd; index++) {
            ledger.sent(stream, index);
        }
        if (ackedEnd > first) {
            ledger.acked(stream, ackedEnd - 1);
        }
    }
}
