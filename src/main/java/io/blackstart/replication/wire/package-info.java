/** The format of replication on the wire, and the links that carry it. */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication.wire;
