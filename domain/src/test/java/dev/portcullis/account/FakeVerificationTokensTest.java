package dev.portcullis.account;

class FakeVerificationTokensTest implements VerificationTokensContract {
    private final FakeVerificationTokens tokens = new FakeVerificationTokens();

    @Override
    public VerificationTokens verificationTokens() {
        return tokens;
    }
}
