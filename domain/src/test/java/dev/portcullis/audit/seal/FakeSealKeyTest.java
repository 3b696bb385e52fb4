package dev.portcullis.audit.seal;

class FakeSealKeyTest implements SealKeyContract {
    @Override
    public SealKey key() {
        return new FakeSealKey("key-1");
    }

    @Override
    public SealKey another() {
        return new FakeSealKey("key-2");
    }
}
