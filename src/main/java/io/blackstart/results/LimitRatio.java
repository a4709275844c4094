package io.blackstart.results;

/**
 * The limit that stands beside a figure.
 *
 * @param limitCellId cell of suite {@code limits} in the same run
 * @param what one phrase for people: {@code copy + CRC32C of 256-byte records}
 * @param limitValue its median, in the figure's unit
 * @param ratio how much of the limit was reached, above 0, 1 = at the limit, whichever way the metric improves
 */
public record LimitRatio(String limitCellId, String what, double limitValue, double ratio) {}
