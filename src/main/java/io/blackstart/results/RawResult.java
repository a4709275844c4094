package io.blackstart.results;

/** What one fork left behind: a JMH result or that of our open-loop rig. */
public sealed interface RawResult permits JmhResult, RigResult {}
