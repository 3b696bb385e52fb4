/** What a benchmark says: tables, in the terminal and in the documentation, and the machine that they come from. */
package dev.portcullis.bench.report;
