/** The one exception of the library and its codes; every package may use it, it uses nothing. */
@org.jspecify.annotations.NullMarked
package io.blackstart;
