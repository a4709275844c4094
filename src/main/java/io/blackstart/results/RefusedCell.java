package io.blackstart.results;

/**
 * A cell that may not be measured.
 *
 * @param cell which
 * @param reason one line, with the command that shows it where there is one
 */
public record RefusedCell(Cell cell, String reason) {}
