package dev.portcullis.livereload;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The part of a class file that other types can depend on: declarations and annotations, but no code and no private
 * member.
 *
 * @param name the internal name of the type, such as {@code java/util/Map$Entry}
 * @param constants names of fields with a value that compilers copy into dependents
 */
record Surface(String name, Set<String> constants, ByteBuffer declarations) {
    static Surface of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Filter filter = new Filter(reader.getClassName());
        reader.accept(filter, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new Surface(reader.getClassName(), filter.constants, ByteBuffer.wrap(filter.writer.toByteArray()));
    }

    private static final class Filter extends ClassVisitor {
        private final String type;
        private final ClassWriter writer;
        private final Set<String> constants = new HashSet<>();

        Filter(String type) {
            this(type, new ClassWriter(0));
        }

        private Filter(String type, ClassWriter writer) {
            super(Opcodes.ASM9, writer);
            this.type = type;
            this.writer = writer;
        }

        /** Class files also list nested types of others, as far as their code uses them. */
        @Override
        public void visitInnerClass(String inner, @Nullable String outer, @Nullable String simpleName, int access) {
            if (inner.equals(type) || type.equals(outer)) {
                super.visitInnerClass(inner, outer, simpleName, access);
            }
        }

        /** Omitted, because anonymous types are in this list. */
        @Override
        public void visitNestMember(String member) {}

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            if (isHidden(access)) {
                return null;
            }
            if (value != null) {
                constants.add(name);
            }
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return isHidden(access) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        private static boolean isHidden(int access) {
            return (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) != 0;
        }
    }
}
