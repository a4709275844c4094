/**
 * Replication: one log, several copies in several sites, with acknowledgements that mean something.
 *
 * <p>Here stand the contract {@link io.blackstart.replication.Replication}, the policies and what they promise, and how a
 * design is found ({@link io.blackstart.replication.ReplicationDesign}). {@code replication.wire} is the format and the
 * links, {@code replication.node} what every design shares: a copy on disk, the follower, the sessions of a leader. Each
 * design has a sub-package of its own. Uses {@code log}, nothing else of Blackstart.
 *
 * <p><b>Positions</b> here count records: the record at position {@code p} is the {@code p}-th of the whole replicated log,
 * from 0, the same on every replica whatever log design keeps it. An end position is the number of records below it.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication;
