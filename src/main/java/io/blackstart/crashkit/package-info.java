/**
 * The conformance kit for any {@code MessageLog}, usable from a stranger's project. Uses the contract in package {@code log} only.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit;
