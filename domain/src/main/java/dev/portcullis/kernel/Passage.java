package dev.portcullis.kernel;

/**
 * Response data of the upstream for the caller, such as its error text or its cookies. An outcome carries it unread,
 * and no decision depends on it: only the upstream client and the adapter that writes the response know its contents.
 * The local provider sends none.
 */
public interface Passage {}
