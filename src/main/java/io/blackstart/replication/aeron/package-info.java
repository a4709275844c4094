/** Design {@code aeron-mdc}: Aeron multi-destination-cast. Uses the ring of {@code replication.ring}, no other design. */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication.aeron;
