package dev.portcullis.persistence.embedded;

/** The purpose of the server: whether its data is persistent and whether it may trade durability for speed. */
enum Purpose {
    /** Data is stored in the project directory and survives a power failure, as in production. */
    DEVELOPMENT,
    /** Data is deleted at the end. */
    TEST
}
