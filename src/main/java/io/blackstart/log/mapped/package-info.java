/**
 * The design {@code mapped}: one writer, Agrona over memory-mapped segments. Uses package {@code log} and no other design.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.log.mapped;
