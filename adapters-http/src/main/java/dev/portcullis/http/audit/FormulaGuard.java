package dev.portcullis.http.audit;

import java.text.Normalizer;

/** Keeps a cell from being taken for a formula. */
final class FormulaGuard {
    /** By which formulas begin, in any of the widths and sizes that Unicode has for them. */
    private static final String STARTS = "=+-@\u2212";

    private FormulaGuard() {}

    /** The cell, after a {@code '} where it begins like a formula or with a character that spreadsheets cut off. */
    static String guarded(String cell) {
        int first = 0;
        while (first < cell.length() && isSkipped(cell.codePointAt(first))) {
            first += Character.charCount(cell.codePointAt(first));
        }
        boolean afterControl = first > 0 && Character.isISOControl(cell.charAt(0));
        return afterControl || first < cell.length() && isStart(cell.codePointAt(first)) ? "'" + cell : cell;
    }

    /** What is not seen before a formula: spaces of any kind, control characters, marks without a width. */
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
