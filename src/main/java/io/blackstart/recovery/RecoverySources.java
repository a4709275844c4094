package io.blackstart.recovery;

import io.blackstart.chat.ChatStateOptions;
import java.util.List;

/**
 * What a recovery starts from.
 *
 * @param shards one log each, no room in two of them; at least one
 * @param into how far to go
 * @param stateOptions how the state of each shard is laid out
 */
public record RecoverySources(List<ShardSource> shards, RecoveryInto into, ChatStateOptions stateOptions) {
    /** Checks that there is a shard. */
    public RecoverySources {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("shards=[] must be at least one");
        }
    }

    /** One shard, into a state of the default layout. */
    public static RecoverySources of(ShardSource shard) {
        return new RecoverySources(List.of(shard), RecoveryInto.STATE, ChatStateOptions.DEFAULT);
    }

    /** The same going another way. */
    public RecoverySources withInto(RecoveryInto newInto) {
        return new RecoverySources(shards, newInto, stateOptions);
    }

    /** The same into a state of another layout. */
    public RecoverySources withStateOptions(ChatStateOptions options) {
        return new RecoverySources(shards, into, options);
    }
}
