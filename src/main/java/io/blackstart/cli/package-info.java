/**
 * The command line, one class a command. May use every package; nothing uses it.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.cli;
