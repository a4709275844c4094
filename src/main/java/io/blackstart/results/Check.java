package io.blackstart.results;

/**
 * One check, as it stands in {@code checks.json}.
 *
 * @param id stable name, {@code <cell>/<arm>-<block>/<what>}, such as {@code .../read-back}
 * @param cellId the cell it guards, empty for a check of the whole run
 * @param expected what must be, as text
 * @param actual what was
 * @param verdict outcome
 */
public record Check(String id, String cellId, String expected, String actual, Verdict verdict) {}
