/* Opening a model: whatever stands in the file, no read leaves it. */
#include "language/model.h"

#include <string.h>

_Static_assert(sizeof(language_header) == 64 && sizeof(language_script) == 48, "the layout is the file's");

static dp_status refuse(dp_error *err, const char *what) {
    error_set(err, DP_E_PACK, "the model of languages is damaged: %s", what);
    error_remedy(err, "build the pack again");
    return DP_E_PACK;
}

static bool header_fits(const language_header *h, size_t size) {
    return size >= sizeof *h && memcmp(h->magic, LANGUAGE_MAGIC, sizeof h->magic) == 0 && h->version == LANGUAGE_VERSION &&
           h->size == size && h->languages <= LANGUAGES_MOST && h->scripts >= 1 && h->scripts <= SCRIPTS_MOST && h->pages >= 1 &&
           h->pages <= 256 && h->unit > 0;
}

static bool script_fits(const language_script *s, const language_header *h) {
    if (s->count == 0 || s->count > SCRIPT_LANGUAGES_MOST || s->first > h->languages || s->count > h->languages - s->first)
        return false;
    if (s->takes > h->scripts || s->name[sizeof s->name - 1] != '\0') return false;
    if (s->stride == 0) return s->count == 1;
    if ((s->stride != 16 && s->stride != 64) || s->stride < s->count || s->table >= TABLES_MOST) return false;
    if (s->row_count == 0 || s->rows % 64) return false;
    const uint64_t bytes = (uint64_t)s->stride * s->row_count;
    return s->rows <= h->size && bytes <= h->size - s->rows;
}

static bool letters_fit(const language_model *m) {
    for (uint32_t i = 0; i < LETTER_PAGES; i++)
        if (m->page_of[i] >= m->header->pages) return false;
    for (uint32_t i = 0; i < m->header->pages * 256; i++)
        if (m->pages[i] >> 16 > m->header->scripts) return false;
    return true;
}

dp_status language_open(const void *bytes, size_t size, language_model *out, dp_error *err) {
    const language_header *h = bytes;
    *out = (language_model){.header = h, .bytes = bytes};
    if (!header_fits(h, size)) return refuse(err, "its head");
    size_t at = sizeof *h;
    const size_t parts[] = {h->languages * sizeof(language_code), h->scripts * sizeof(language_script), LETTER_PAGES,
                            h->pages * 256 * sizeof *out->pages};
    const void *found[4];
    for (size_t i = 0; i < 4; i++) {
        if (parts[i] > size - at) return refuse(err, "it is cut off");
        found[i] = out->bytes + at;
        at += parts[i];
    }
    out->codes = found[0];
    out->scripts = found[1];
    out->page_of = found[2];
    out->pages = found[3];
    for (uint32_t i = 0; i < h->languages; i++)
        if (out->codes[i].text[sizeof out->codes->text - 1] != '\0') return refuse(err, "a language's code");
    for (uint32_t i = 0; i < h->scripts; i++)
        if (!script_fits(&out->scripts[i], h)) return refuse(err, "a script");
    return letters_fit(out) ? DP_OK : refuse(err, "its letters");
}

dp_status language_open_pack(const pack *p, language_model *out, dp_error *err) {
    const void *bytes;
    size_t size;
    *out = (language_model){0};
    return pack_section(p, "language", &bytes, &size) ? language_open(bytes, size, out, err) : DP_OK;
}
