package io.blackstart.crashkit.recorded;

import org.jspecify.annotations.Nullable;

/** Cases one after another. Used by one thread at a time; what it prepares does not depend on threads that hang. */
interface CaseStream {
    /** The next case, or null when there is none left. */
    @Nullable
    KitCase next();
}
