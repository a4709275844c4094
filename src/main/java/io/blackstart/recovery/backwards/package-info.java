/**
 * Recovery designs that begin where the newest records are: {@code newest-first}, {@code on-demand}. Uses packages {@code log},
 * {@code chat}, {@code recovery}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.recovery.backwards;
