#include "packing.h"

#include <stdlib.h>
#include <zlib.h>

#include "testing.h"

static void deflate_all(buf *out, const void *bytes, size_t n, int window) {
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY), Z_OK);
    const size_t most = deflateBound(&z, n) + 32;
    unsigned char *room = malloc(most);
    assert_non_null(room);
    z.next_in = (unsigned char *)bytes;
    z.avail_in = (unsigned)n;
    z.next_out = room;
    z.avail_out = (unsigned)most;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_add(out, room, most - z.avail_out);
    deflateEnd(&z);
    free(room);
}

void add_gzip(buf *out, const void *bytes, size_t n) {
    deflate_all(out, bytes, n, 15 + 16);
}

static void add_number(buf *b, uint64_t v, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++) buf_char(b, i < 8 ? (char)(v >> (8 * i)) : '\0');
}

/* What the header of a member and its entry in the directory share. */
static void add_fields(buf *b, unsigned method, uint32_t crc, size_t in, size_t out, size_t name) {
    add_number(b, 20, 2);
    add_number(b, 0, 2);
    add_number(b, method, 2);
    add_number(b, 0, 4);
    add_number(b, crc, 4);
    add_number(b, in, 4);
    add_number(b, out, 4);
    add_number(b, name, 2);
    add_number(b, 0, 2);
}

void zip_add(zip_maker *z, const char *name, const void *bytes, size_t n, bool packed) {
    const size_t at = z->bytes.n, length = strlen(name);
    const uint32_t crc = (uint32_t)crc32(0, bytes, (unsigned)n);
    buf body;
    buf_init(&body);
    if (packed)
        deflate_all(&body, bytes, n, -15);
    else
        buf_add(&body, bytes, n);
    buf_add(&z->bytes, "PK\3\4", 4);
    add_fields(&z->bytes, packed ? 8 : 0, crc, body.n, n, length);
    buf_add(&z->bytes, name, length);
    buf_add(&z->bytes, body.at, body.n);
    buf_add(&z->directory, "PK\1\2\24\0", 6);
    add_fields(&z->directory, packed ? 8 : 0, crc, body.n, n, length);
    add_number(&z->directory, 0, 10);
    add_number(&z->directory, at, 4);
    buf_add(&z->directory, name, length);
    buf_free(&body);
    z->count++;
}

void zip_end(zip_maker *z) {
    const size_t at = z->bytes.n;
    buf_add(&z->bytes, z->directory.at, z->directory.n);
    buf_add(&z->bytes, "PK\5\6\0\0\0\0", 8);
    add_number(&z->bytes, z->count, 2);
    add_number(&z->bytes, z->count, 2);
    add_number(&z->bytes, z->directory.n, 4);
    add_number(&z->bytes, at, 4);
    add_number(&z->bytes, 0, 2);
}

void zip_maker_free(zip_maker *z) {
    buf_free(&z->bytes);
    buf_free(&z->directory);
}
