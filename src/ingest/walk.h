/* Paths → files, in a fixed order: named paths as they stand, folders in the order of their names' bytes. */
#ifndef DP_INGEST_WALK_H
#define DP_INGEST_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WALK_DEPTH_MAX = 64 };

typedef struct walk {
    const char *const *paths;
    size_t path_count, next_path;
    struct walk_level {
        char *folder;
        char **names; /* sorted */
        size_t n, at;
    } levels[WALK_DEPTH_MAX];
    unsigned depth;
    char *path;           /* the last one that was given */
    uint64_t taken;       /* files found under the folder that was named last */
    uint64_t skipped;     /* files in folders that are of another kind */
    uint64_t bytes_known; /* sizes of the files given so far */
} walk;

typedef struct walk_item {
    const char *path; /* until the next call */
    int error;        /* errno of a folder that could not be read */
    bool empty_folder;
} walk_item;

void walk_open(walk *w, const char *const *paths, size_t n);
bool walk_next(walk *w, walk_item *out);
void walk_close(walk *w);

#endif
