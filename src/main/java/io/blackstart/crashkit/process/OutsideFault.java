package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** No fault: looks at all files that a log's runs without faults make, write or rename, wherever they are. */
final class OutsideFault implements RealFault {
    private final CallReference reference;

    OutsideFault(CallReference reference) {
        this.reference = reference;
    }

    @Override
    public String name() {
        return "outside";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return List.of("watch=files");
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        List<String> outside = reference.outside(bench);
        return List.of(
                outside.isEmpty()
                        ? Judgement.of(CaseVerdict.OK, "")
                        : Judgement.of(CaseVerdict.OUTSIDE, "outside its directory: " + String.join(", ", outside)));
    }
}
