package io.blackstart.recovery.scan;

import io.blackstart.BlackstartException;
import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryInto;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestoreSession;

/**
 * Reads each log from its beginning to its end on the calling thread, oldest record first, and applies record after record. The
 * baseline that other designs are compared with: simple, and as fast as one core verifies, decodes and applies. Until it has
 * come to the end it does not know what is newest, so it answers nobody before.
 */
public final class ScanRecovery implements Recovery {
    /** Creates the design; for the service loader. */
    public ScanRecovery() {}

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String summary() {
        return "one thread reads each log from its beginning, oldest record first";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener) {
        try (var session = RestoreSession.open(name(), sources, demand, listener)) {
            return sources.into() == RecoveryInto.STATE ? apply(session) : verify(session);
        }
    }

    private static RecoveryReport apply(RestoreSession session) {
        session.phases().begin(RecoveryPhase.SCAN);
        var consumer = new ScanConsumer.Applying(session);
        for (RestoreSession.Shard shard : session.shards()) {
            consumer.into(shard.state());
            read(session, shard, consumer);
        }
        consumer.end();
        session.phases().end(consumer.recordBytes(), consumer.recordCount());
        return session.report();
    }

    private static RecoveryReport verify(RestoreSession session) {
        session.phases().begin(RecoveryPhase.SCAN);
        var consumer = new ScanConsumer.Verifying(session);
        session.shards().forEach(shard -> read(session, shard, consumer));
        consumer.end();
        session.phases().end(consumer.recordBytes(), consumer.recordCount());
        return session.verifyReport(consumer.digest());
    }

    /** Reads a log to its end or to its first bad record. */
    private static void read(RestoreSession session, RestoreSession.Shard shard, ScanConsumer consumer) {
        long endPosition = shard.log().endPosition();
        consumer.beginLog();
        BlackstartException refusal;
        try {
            shard.log().read(0, consumer);
            refusal = consumer.refusal();
        } catch (BlackstartException e) {
            refusal = e;
        }
        if (refusal != null) {
            session.refuse(shard.source().name(), consumer.lastPosition(), endPosition, refusal);
        }
    }
}
