/**
 * Append logs. A log knows bytes, not chat.
 *
 * <p>Here stand the contract {@link io.blackstart.log.MessageLog}, the durability classes, how a design is found
 * ({@link io.blackstart.log.LogDesign}) and the seam through which our designs reach files
 * ({@link io.blackstart.log.LogFiles}). Each design has a sub-package of its own, which uses this package and no other
 * design. Uses Agrona, and nothing of Blackstart but its exception.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.log;
