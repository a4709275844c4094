package org.example.notebook;

import io.blackstart.crashkit.junit.CrashKitTest;
import io.blackstart.log.LogDesign;

/** All there is to do. */
class NotebookCrashKitTest extends CrashKitTest {
    @Override
    protected LogDesign design() {
        return new NotebookDesign();
    }
}
