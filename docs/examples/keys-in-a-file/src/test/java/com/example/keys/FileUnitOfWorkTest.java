package com.example.keys;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UnitOfWorkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileUnitOfWorkTest implements UnitOfWorkContract {
    @TempDir
    Path folder;

    private FileUnitOfWork work;

    @BeforeEach
    void open() {
        work = new FileUnitOfWork(folder.resolve("kept.properties"));
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public void keep(String name) {
        work.content().setProperty(name, "kept");
    }

    @Override
    public boolean isKept(String name) {
        return work.call(() -> work.content().containsKey(name));
    }
}
