/* ZIP archives: the members in the order of the directory at the end, ZIP64 included, each as a stream. Nothing is ever written:
 * a member's name is a label, never a path that is opened.
 *
 *   zip_open ──▶ zip_next {name, bytes} ──▶ zip_member ──▶ stream
 *
 * An archive whose directory is missing (cut short) is read member by member from its beginning, as far as that goes. All
 * members together may swell PACKED_RATIO_MAX times at most. */
#ifndef DP_ARCHIVE_ZIP_H
#define DP_ARCHIVE_ZIP_H

#include "archive/packed.h"

#define ZIP_NAME_MAX 1024

typedef struct zip zip;

typedef struct zip_entry {
    char name[ZIP_NAME_MAX]; /* the member's, cut at the limit; any bytes but NUL */
    uint64_t at;             /* of its header in the file */
    uint64_t in_bytes, out_bytes;
    uint32_t crc;
    uint16_t method, flags;
    bool folder;
} zip_entry;

/* `fd` is taken over, also where it fails; it must be a regular file. `guard` is borrowed; a file's size is what goes in. */
dp_status zip_open_fd(int fd, packed_guard *guard, zip **out, dp_error *err);
/* Over bytes from malloc, which it takes over, also where it fails; they came out of packed bytes or a pipe. */
dp_status zip_open_owned(char *bytes, size_t n, packed_guard *guard, zip **out, dp_error *err);
void zip_close(zip *z);

/* The next member; false at the end or with *fault, after which there is nothing more. */
bool zip_next(zip *z, zip_entry *out, dp_error *fault);
/* The member's bytes, unpacked on the way. `z` must live as long as the stream. DP_E_FORMAT for what is locked with a password or
 * packed in a way that is not read. */
dp_status zip_member(zip *z, const zip_entry *e, inflow **out, dp_error *err);
/* How far it is, for progress: bytes of the archive that the members so far took. */
uint64_t zip_done(const zip *z);

#endif
