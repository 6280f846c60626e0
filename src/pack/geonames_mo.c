/* Reads gettext catalogues (see geonames_mo.h). */
#include "pack/geonames_mo.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static uint32_t number_at(const mo_catalogue *m, size_t offset) {
    uint32_t v;
    memcpy(&v, m->file.at + offset, sizeof v);
    return m->swapped ? __builtin_bswap32(v) : v;
}

dp_status mo_open(const char *folder, const char *lang, mo_catalogue *out, dp_error *err) {
    *out = (mo_catalogue){0};
    char path[4096];
    struct stat st;
    if ((size_t)snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/geonames.mo", folder, lang) >= sizeof path || stat(path, &st) != 0)
        return DP_OK;
    dp_status s = mapfile_open(path, &out->file, err);
    if (s != DP_OK) return s;
    uint32_t magic = out->file.size >= 28 ? number_at(out, 0) : 0;
    out->swapped = magic == 0xde120495u;
    if (magic == 0x950412deu || out->swapped) {
        out->n = number_at(out, 8);
        out->ids = number_at(out, 12);
        out->texts = number_at(out, 16);
        if (out->ids + (uint64_t)out->n * 8 <= out->file.size && out->texts + (uint64_t)out->n * 8 <= out->file.size)
            return DP_OK;
    }
    mo_close(out);
    error_set(err, DP_E_FORMAT, "this is no gettext catalogue");
    return error_at(err, path, 0);
}

void mo_close(mo_catalogue *m) {
    mapfile_close(&m->file);
    *m = (mo_catalogue){0};
}

static const char *string_at(const mo_catalogue *m, uint32_t table, uint32_t i) {
    uint64_t length = number_at(m, table + (size_t)i * 8), offset = number_at(m, table + (size_t)i * 8 + 4);
    if (offset + length >= m->file.size || m->file.at[offset + length] != '\0') return NULL;
    return m->file.at + offset;
}

bool mo_entry(const mo_catalogue *m, uint32_t i, const char **id, const char **text) {
    if (i >= m->n) return false;
    *id = string_at(m, m->ids, i);
    *text = string_at(m, m->texts, i);
    return *id && *text;
}

const char *mo_get(const mo_catalogue *m, const char *id) {
    uint32_t low = 0, high = m->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *key = string_at(m, m->ids, middle);
        int order = key ? strcmp(key, id) : 0;
        if (!key) return NULL;
        if (order == 0) return string_at(m, m->texts, middle);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
