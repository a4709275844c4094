/**
 * Recovery designs that keep disk and processors busy at once: {@code parallel}, {@code direct}. Readers fill blocks ahead of
 * workers, who verify and apply. Uses packages {@code log}, {@code chat}, {@code recovery}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.recovery.parallel;
