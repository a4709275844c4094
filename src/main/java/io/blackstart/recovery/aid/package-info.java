/**
 * What is kept beside a log to recover faster: room indexes of its segments. Written by a follower that reads what was acknowledged,
 * never by the one who appends. An aid is never needed: where one is missing, damaged, stale or another log's, the log itself is read.
 * Uses packages {@code log}, {@code chat}, {@code recovery}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.recovery.aid;
