/**
 * What {@code blackstart run} does: profiles, the plan, forks one after the other, gates, what is left behind when it is ended.
 * Used by package {@code cli} only.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.cli.run;
