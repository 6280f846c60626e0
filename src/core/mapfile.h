/* Files: mapped for reading, or read whole with a limit. Messages name the path and the remedy. */
#ifndef DP_CORE_MAPFILE_H
#define DP_CORE_MAPFILE_H

#include "core/error.h"

typedef struct mapfile {
    const char *at; /* NULL where size is 0 */
    size_t size;
} mapfile;

/* Fails on folders and on what cannot be read; a 0-byte file is no error. */
dp_status mapfile_open(const char *path, mapfile *out, dp_error *err);
void mapfile_close(mapfile *m);

#endif
