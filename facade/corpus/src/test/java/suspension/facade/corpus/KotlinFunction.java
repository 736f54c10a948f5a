package suspension.facade.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A suspend function, or a function or property that gives a flow, as Kotlin's metadata and the class file tell it.
 *
 * @param owner the class file that has it, as {@code shop/Users$Companion}
 * @param asked the class whose facade must have it; the class around, for a companion
 * @param name its name in Kotlin
 * @param jvmName its name in the class file
 * @param descriptor its descriptor there
 * @param isSuspend whether it suspends; otherwise it gives a flow
 * @param isStatic whether the class file has it without an object
 * @param isVisibleToJava whether the class file has it as public, and not as a compiler's own
 * @param unreachable why Java cannot call it, whatever is generated; null if it can
 */
record KotlinFunction(
        String owner,
        String asked,
        String name,
        String jvmName,
        String descriptor,
        boolean isSuspend,
        boolean isStatic,
        boolean isVisibleToJava,
        @Nullable Unreachable unreachable) {

    /** Why a function is beyond the reach of Java, whatever is generated. */
    enum Unreachable {
        /** Only Kotlin's compiler can fill its type parameter in. */
        REIFIED("reified", true),
        /** The class file has it as private: Kotlin's compiler inlines it, and nothing can call it. */
        INLINED("inlined only", true),
        INTERNAL("internal", false),
        /** Deprecated so far that Kotlin's compiler finds it no longer. */
        HIDDEN("hidden", false);

        private final String word;
        private final boolean isPublic;

        Unreachable(String word, boolean isPublic) {
            this.word = word;
            this.isPublic = isPublic;
        }

        /** Whether Kotlin code of another module can call it all the same. */
        boolean isPublic() {
            return isPublic;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Whether Kotlin code of another module can call it. */
    boolean isPublic() {
        return unreachable == null || unreachable.isPublic;
    }

    String key() {
        return owner + "." + jvmName + descriptor;
    }

    @Override
    public String toString() {
        return owner + "." + name + descriptor;
    }
}
