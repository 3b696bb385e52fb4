package dev.portcullis.account;

/** What a sign-up is told whose address has an account with standing. */
public enum ExistingAccountDisclosure {
    /** That it is taken: helps people who forgot that they had signed up, and strangers who collect addresses. */
    TELL,
    /**
     * What any other sign-up is told. The holder learns of it by mail, and whoever signed up by no more than that: the
     * token that goes with the answer verifies nothing, and a wrong code for it is refused as any wrong code is (ASVS 5.0,
     * 6.3.8).
     */
    CONCEAL
}
