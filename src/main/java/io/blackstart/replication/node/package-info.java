/** What all replication designs share: a copy on disk, the follower, the sessions and acknowledgements of a leader. */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication.node;
