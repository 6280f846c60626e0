/* A folder of its own for each test program, and what a source makes of files in it. */
#ifndef TEST_INGEST_FOLDER_H
#define TEST_INGEST_FOLDER_H

#include "ingest/source.h"
#include "testing.h"

int make_folder(void **state);   /* and goes there */
int remove_folder(void **state); /* and goes back */
void put(const char *path, const void *bytes, size_t n);
void put_text(const char *path, const char *text);

/* All records of the paths, one after the other: "file:line kind bytes|" or "file:line ! message|". */
const char *listing(const ingest_options *options);
#define LISTING(...)                                                                                                             \
    listing(&(ingest_options){.paths = (const char *[]){__VA_ARGS__},                                                            \
                              .path_count = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)})

#endif
