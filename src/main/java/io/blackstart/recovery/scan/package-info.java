/** The baseline of recovery: one thread reads each log from its beginning. Uses packages {@code log}, {@code chat}, {@code recovery}. */
@org.jspecify.annotations.NullMarked
package io.blackstart.recovery.scan;
