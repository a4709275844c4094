/**
 * The design {@code chronicle}: Chronicle Queue, an optional library, driven as it documents. Uses package {@code log} and no
 * other design.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.log.chronicle;
