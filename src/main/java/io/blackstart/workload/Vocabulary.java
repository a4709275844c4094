package io.blackstart.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The words of one language, most frequent first, each once. Immutable. */
final class Vocabulary {
    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_FINALS = 28;
    /** Korean particles: after a final consonant, and after a vowel. */
    private static final String[][] PARTICLES = {
        {"은", "는"},
        {"이", "가"},
        {"을", "를"},
        {"에", "에"},
        {"도", "도"},
        {"에서", "에서"},
        {"이랑", "랑"},
        {"으로", "로"},
        {"만", "만"},
        {"이나", "나"},
        {"까지", "까지"},
        {"부터", "부터"}
    };

    private final List<String> words;

    private Vocabulary(List<String> words) {
        this.words = words;
    }

    /** English words of chats. */
    static Vocabulary english() {
        return new Vocabulary(List.copyOf(new LinkedHashSet<>(resource("english-words.txt"))));
    }

    /** Korean phrases and nouns of chats, the nouns bare and with their particles. */
    static Vocabulary korean() {
        var words = new LinkedHashSet<String>(resource("korean-phrases.txt"));
        List<String> nouns = resource("korean-nouns.txt");
        words.addAll(nouns);
        for (String[] particle : PARTICLES) {
            for (String noun : nouns) {
                words.add(noun + particle[hasFinalConsonant(noun) ? 0 : 1]);
            }
        }
        return new Vocabulary(List.copyOf(words));
    }

    private static boolean hasFinalConsonant(String word) {
        return (word.charAt(word.length() - 1) - HANGUL_FIRST) % HANGUL_FINALS != 0;
    }

    private static List<String> resource(String name) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource=" + name + " is not on the class path");
            }
            var words = new ArrayList<String>();
            for (String word : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("resource=" + name + " cannot be read", e);
        }
    }

    List<String> words() {
        return words;
    }
}
