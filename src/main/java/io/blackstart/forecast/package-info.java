/**
 * From measured rates to restore times of servers and sites. Uses package {@code results}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.forecast;
