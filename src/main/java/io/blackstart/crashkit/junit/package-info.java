/**
 * The crash kit as a JUnit test, for a stranger's own build: extend {@link io.blackstart.crashkit.junit.CrashKitTest}. The only
 * package that needs JUnit, which whoever uses it has on the test class path.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit.junit;
