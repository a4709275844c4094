/**
 * The design {@code group-commit}: many producers, an LMAX Disruptor ring, one journal thread that writes a batch and forces
 * once. Uses package {@code log} and no other design.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.log.groupcommit;
