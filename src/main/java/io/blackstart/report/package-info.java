/**
 * Results into pages for people: HTML and Markdown. Uses packages {@code results}, {@code forecast} and {@code measure}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.report;
