package dev.portcullis.persistence.embedded;

/** What the server is for: whether its data is kept and whether it may trade safety for speed. */
enum Purpose {
    /** Data stays under the project, and survives a power cut as in production. */
    DEVELOPMENT,
    /** Data is gone at the end. */
    TEST
}
