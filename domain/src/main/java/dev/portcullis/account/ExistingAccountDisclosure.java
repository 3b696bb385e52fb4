package dev.portcullis.account;

/** What a sign-up for an address that already has a verified account reveals. */
public enum ExistingAccountDisclosure {
    /** That the address is taken: helps people who forgot their sign-up, and strangers who collect addresses. */
    TELL,
    /**
     * Nothing: the response is that of any sign-up. The owner gets a mail. The token in the response verifies nothing,
     * and a wrong code for it is refused like any wrong code (ASVS 5.0, 6.3.8).
     */
    CONCEAL
}
