#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/format.h"

void walk_open(walk *w, const char *const *paths, size_t n) {
    *w = (walk){.paths = paths, .path_count = n};
}

static void pop(walk *w) {
    struct walk_level *l = &w->levels[--w->depth];
    for (size_t i = 0; i < l->n; i++) free(l->names[i]);
    free(l->names);
    free(l->folder);
}

void walk_close(walk *w) {
    while (w->depth) pop(w);
    free(w->path);
    w->path = NULL;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Reads a folder's names; 0 or errno. */
static int push(walk *w, const char *folder) {
    if (w->depth == WALK_DEPTH_MAX) return ELOOP;
    DIR *dir = opendir(folder);
    if (!dir) return errno;
    struct walk_level l = {.folder = strdup(folder)};
    size_t cap = 0;
    bool good = l.folder != NULL;
    for (struct dirent *e; good && (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue; /* hidden files, "." and ".." */
        if (l.n == cap) {
            cap = cap ? cap * 2 : 64;
            char **moved = realloc(l.names, cap * sizeof *moved);
            if (!moved) {
                good = false;
                break;
            }
            l.names = moved;
        }
        good = (l.names[l.n] = strdup(e->d_name)) != NULL;
        l.n += good;
    }
    closedir(dir);
    if (l.n) qsort(l.names, l.n, sizeof *l.names, by_bytes);
    w->levels[w->depth++] = l;
    if (good) return 0;
    pop(w);
    return ENOMEM;
}

static bool keep(walk *w, char *path) {
    free(w->path);
    w->path = path;
    return path != NULL;
}

static char *join(const char *folder, const char *name) {
    size_t n = strlen(folder), m = strlen(name);
    bool slash = n && folder[n - 1] == '/';
    char *path = malloc(n + m + 2);
    if (path) snprintf(path, n + m + 2, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

/* Steps inside the folder that is open. False when it has nothing more to give. */
static bool step(walk *w, walk_item *out) {
    while (w->depth) {
        struct walk_level *l = &w->levels[w->depth - 1];
        if (l->at == l->n) {
            pop(w);
            continue;
        }
        const char *name = l->names[l->at++];
        struct stat st, link;
        if (!keep(w, join(l->folder, name)) || lstat(w->path, &link) != 0) continue;
        if (stat(w->path, &st) != 0) st = link;
        if (S_ISDIR(st.st_mode)) {
            if (S_ISLNK(link.st_mode)) continue; /* it could lead in a circle */
            int error = push(w, w->path);
            if (error == 0) continue;
            *out = (walk_item){.path = w->path, .error = error};
            return true;
        }
        if (!S_ISREG(st.st_mode) || !format_is_taken(w->path)) {
            w->skipped++;
            continue;
        }
        w->taken++;
        w->bytes_known += (uint64_t)st.st_size;
        *out = (walk_item){.path = w->path};
        return true;
    }
    return false;
}

bool walk_next(walk *w, walk_item *out) {
    for (;;) {
        bool inside = w->depth > 0;
        if (inside && step(w, out)) return true;
        if (inside && w->taken == 0) {
            *out = (walk_item){.path = w->paths[w->next_path - 1], .empty_folder = true};
            w->taken = 1;
            return true;
        }
        if (w->next_path == w->path_count) return false;
        const char *path = w->paths[w->next_path++];
        struct stat st;
        if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
            if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode)) w->bytes_known += (uint64_t)st.st_size;
            *out = (walk_item){.path = path};
            return true;
        }
        w->taken = 0;
        int error = push(w, path);
        if (error) {
            *out = (walk_item){.path = path, .error = error};
            return true;
        }
    }
}
