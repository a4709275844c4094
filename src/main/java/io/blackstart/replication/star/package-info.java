/** Design {@code star-tcp}: the baseline. Uses {@code replication} and its shared packages, no other design. */
@org.jspecify.annotations.NullMarked
package io.blackstart.replication.star;
