package dev.portcullis.http.audit;

import java.text.Normalizer;

/** Prevents spreadsheets from interpreting a cell as a formula. */
final class FormulaGuard {
    /** The first characters of formulas; their Unicode compatibility variants count as well. */
    private static final String STARTS = "=+-@\u2212";

    private FormulaGuard() {}

    /** Puts a {@code '} before a cell that starts like a formula or with a character that spreadsheets remove. */
    static String guarded(String cell) {
        int first = 0;
        while (first < cell.length() && isSkipped(cell.codePointAt(first))) {
            first += Character.charCount(cell.codePointAt(first));
        }
        boolean afterControl = first > 0 && Character.isISOControl(cell.charAt(0));
        return afterControl || first < cell.length() && isStart(cell.codePointAt(first)) ? "'" + cell : cell;
    }

    /** Characters that are invisible before a formula: all kinds of spaces, control characters, zero-width marks. */
    private static boolean isSkipped(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static boolean isStart(int codePoint) {
        String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        return STARTS.indexOf(plain.codePointAt(0)) >= 0;
    }
}
