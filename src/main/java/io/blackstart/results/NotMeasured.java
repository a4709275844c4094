package io.blackstart.results;

/**
 * Something a reader may look for and that this run left out on purpose.
 *
 * @param what cells or question
 * @param why profile, missing tool, missing right
 */
public record NotMeasured(String what, String why) {}
