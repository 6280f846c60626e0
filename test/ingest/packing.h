/* Packed bytes for tests, made with zlib. */
#ifndef TEST_INGEST_PACKING_H
#define TEST_INGEST_PACKING_H

#include "core/buf.h"

/* Appends one gzip member. */
void add_gzip(buf *out, const void *bytes, size_t n);

/* A zip as it grows: members, then their directory. */
typedef struct zip_maker {
    buf bytes, directory;
    unsigned count;
} zip_maker;
void zip_add(zip_maker *z, const char *name, const void *bytes, size_t n, bool packed);
void zip_end(zip_maker *z); /* bytes is the archive now */
void zip_maker_free(zip_maker *z);

#endif
