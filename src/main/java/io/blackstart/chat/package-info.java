/**
 * What travels: the binary records of a chat service, and {@code ChatState}, what recovery rebuilds from them, with its digest.
 * Uses Agrona only.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.chat;
