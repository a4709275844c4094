/** The one exception of the library, its codes, and the answer to a mistyped name; every package may use it, it uses nothing. */
@org.jspecify.annotations.NullMarked
package io.blackstart;
