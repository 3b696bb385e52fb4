package dev.portcullis.session;

class FakeRefreshTokensTest implements RefreshTokensContract {
    private final FakeRefreshTokens tokens = new FakeRefreshTokens();

    @Override
    public RefreshTokens refreshTokens() {
        return tokens;
    }
}
