/**
 * The composition root: {@link dev.portcullis.composition.UseCases} builds the graph of use cases from
 * {@link dev.portcullis.composition.Ports} and an {@link dev.portcullis.composition.AccountProvider}. The application, the tests of
 * the domain and the tests of the HTTP adapter all use it.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.composition;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
