package io.blackstart.recovery;

import io.blackstart.chat.ChatStateOptions;
import java.util.List;

/**
 * What a recovery starts from.
 *
 * @param shards one log each, no room in two of them; at least one
 * @param into how far to go
 * @param stateOptions how the state of each shard is laid out
 * @param options how to work
 */
public record RecoverySources(
        List<ShardSource> shards, RecoveryInto into, ChatStateOptions stateOptions, RecoveryOptions options) {
    /** Checks that there is a shard. */
    public RecoverySources {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("shards=[] must be at least one");
        }
    }

    /** One shard, into a state of the default layout. */
    public static RecoverySources of(ShardSource shard) {
        return of(List.of(shard));
    }

    /** Shards, each into a state of the default layout. */
    public static RecoverySources of(List<ShardSource> shards) {
        return new RecoverySources(shards, RecoveryInto.STATE, ChatStateOptions.DEFAULT, RecoveryOptions.DEFAULT);
    }

    /** The same going another way. */
    public RecoverySources withInto(RecoveryInto newInto) {
        return new RecoverySources(shards, newInto, stateOptions, options);
    }

    /** The same into a state of another layout. */
    public RecoverySources withStateOptions(ChatStateOptions newOptions) {
        return new RecoverySources(shards, into, newOptions, options);
    }

    /** The same worked in another way. */
    public RecoverySources withOptions(RecoveryOptions newOptions) {
        return new RecoverySources(shards, into, stateOptions, newOptions);
    }

    /**
     * Refuses to go no further than verifying, for a design that always builds states.
     *
     * @throws IllegalArgumentException for {@link RecoveryInto#VERIFY}
     */
    public void requireState(String design) {
        if (into != RecoveryInto.STATE) {
            throw new IllegalArgumentException("into=" + into + " is not what " + design + " does");
        }
    }
}
