package io.blackstart.report;

/**
 * A rendered report.
 *
 * @param html one self-contained page: no network, no script
 * @param markdown the same content as text
 * @param answer its first one or two sentences, for a terminal
 */
public record Report(String html, String markdown, String answer) {}
