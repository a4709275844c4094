package io.blackstart.measure;

import java.util.SortedMap;

/**
 * The environment with what it was read from.
 *
 * @param environment for {@code env.json}
 * @param dumps raw texts for {@code env/}, by file name
 */
public record CollectedEnvironment(Environment environment, SortedMap<String, String> dumps) {}
