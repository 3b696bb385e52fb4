package dev.portcullis.kernel;

/**
 * What a provider elsewhere sends to the caller through us, such as its own words or its cookies. It goes along with the
 * outcome and is never a reason for one: only the adapter that took it from the provider and the one that answers the
 * caller know what it is made of. Accounts of our own send nothing.
 */
public interface Passage {}
