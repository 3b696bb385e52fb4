package dev.portcullis.verification;

class FakeVerificationTokensTest implements VerificationTokensContract {
    private final FakeVerificationTokens tokens = new FakeVerificationTokens();

    @Override
    public VerificationTokens verificationTokens() {
        return tokens;
    }
}
