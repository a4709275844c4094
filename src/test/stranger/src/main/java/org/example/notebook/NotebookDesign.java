package org.example.notebook;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.util.Set;

/** Makes the notebook known: the second of the two interfaces to implement. */
public final class NotebookDesign implements LogDesign {
    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public String summary() {
        return "one file, one writer, one force for each wait";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.POWER);
    }

    @Override
    public String afterCrash() {
        return "the mark at the head of the file is exact, so even a cut at a record's border shows";
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        return NotebookLog.open(files, options);
    }
}
