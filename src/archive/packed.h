/* Unpacking: gzip (any number of members), raw deflate as in zip, zstd, brotli. What comes out is bounded: a packed stream that
 * grows beyond all that news do (PACKED_RATIO_MAX once PACKED_FREE_BYTES came out) is a bomb and ends there.
 *
 *     stream of packed bytes ──▶ unpacked inflow, to be read on the fly          (files, pipes, members of a zip)
 *     bytes ──▶ bytes, with a limit                                              (bodies of HTTP messages) */
#ifndef DP_ARCHIVE_PACKED_H
#define DP_ARCHIVE_PACKED_H

#include "archive/inflow.h"
#include "core/buf.h"

#define PACKED_RATIO_MAX  250
#define PACKED_FREE_BYTES ((uint64_t)64 << 20)

/* What went in and came out of one file, of all its members and of what is packed inside them together: so neither members that
 * share their packed bytes nor archives in archives are a way around the limit. */
typedef struct packed_guard {
    uint64_t in, out;
} packed_guard;

enum packing { PACKED_NOT, PACKED_GZIP, PACKED_ZSTD };
/* By the first bytes; 4 are enough. */
enum packing packed_kind(const char *bytes, size_t n);

/* `inner` is taken over, also where it fails. `guard` (borrowed) counts; `nested`: the packed bytes came out of packed bytes
 * themselves and are no input. */
dp_status packed_open(enum packing packing, inflow *inner, packed_guard *guard, bool nested, inflow **out, dp_error *err);
/* A member of a zip: raw deflate, or `stored` as it is. Fails at the end unless size and checksum fit. */
typedef struct packed_member {
    uint64_t out_bytes;
    uint32_t out_crc;
    bool stored;
    packed_guard *guard;
} packed_member;
dp_status packed_open_member(inflow *inner, const packed_member *member, inflow **out, dp_error *err);

/* Appends what comes out of gzip, zlib or raw deflate, at most `most` bytes. DP_E_TOO_LONG beyond that; DP_E_FORMAT where the
 * bytes are damaged or cut short, after what could be read. */
dp_status packed_inflate(const char *bytes, size_t n, size_t most, buf *out, dp_error *err);
/* Likewise of brotli, which nothing in its bytes tells apart: the caller must know that it is. */
dp_status packed_unbrotli(const char *bytes, size_t n, size_t most, buf *out, dp_error *err);

#endif
