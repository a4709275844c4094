/**
 * From a cold log to a served state: the contract {@code Recovery}, its report, one sub-package or class a design. Uses packages
 * {@code log} and {@code chat}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.recovery;
