package io.blackstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> DESIGNS = List.of("mapped", "group-commit", "chronicle");

    @Test
    void findsTheNameWithFewestEdits() {
        assertEquals("mapped", NearestName.of("maped", DESIGNS));
        assertEquals("mapped", NearestName.of("MAPPED", DESIGNS));
        assertEquals("group-commit", NearestName.of("groupcommit", DESIGNS));
        assertEquals("chronicle", NearestName.of("chornicle", DESIGNS));
    }

    @Test
    void countsASwapOfNeighboursOnce() {
        assertEquals("ab", NearestName.of("ba", List.of("ab", "bcd")));
    }

    @Test
    void takesTheAlphabeticallyFirstOfEquals() {
        assertEquals("aa", NearestName.of("a", List.of("ab", "aa")));
    }

    @Test
    void saysWhatIsKnown() {
        assertEquals(
                "unknown design 'maped': did you mean 'mapped'? known: chronicle, group-commit, mapped",
                NearestName.unknown("design", "maped", DESIGNS));
        assertEquals("unknown design 'x': there is none", NearestName.unknown("design", "x", List.of()));
    }

    @Test
    void refusesToCompareWithNothing() {
        assertThrows(IllegalArgumentException.class, () -> NearestName.of("x", List.of()));
    }
}
