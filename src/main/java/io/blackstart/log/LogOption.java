package io.blackstart.log;

/**
 * One option of a design, as {@code blackstart designs} lists it.
 *
 * @param name camel case, unit last: {@code segmentBytes}
 * @param defaultValue as text
 * @param summary one line: meaning and range
 */
public record LogOption(String name, String defaultValue, String summary) {}
