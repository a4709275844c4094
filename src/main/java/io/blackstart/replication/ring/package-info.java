/**
 * A Disruptor ring feeds the journal and every child connection in parallel: design {@code star-ring}, and the leader's end
 * of the designs that build a tree, {@code chain} and {@code relay}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication.ring;
