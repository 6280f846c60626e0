/* Reading and applying edit scripts. */
#include "text/script.h"

#include <string.h>

/* "12|": digits and the bar behind them. */
static const char *read_count(const char *s, uint16_t *out) {
    uint32_t n = 0;
    if (*s < '0' || *s > '9') return NULL;
    for (; *s >= '0' && *s <= '9'; s++)
        if ((n = n * 10 + (uint32_t)(*s - '0')) > FOLD_MAX) return NULL;
    *out = (uint16_t)n;
    return *s == '|' ? s + 1 : NULL;
}

bool script_read(const char *s, edit_script *out) {
    *out = (edit_script){0};
    if (*s == '=') {
        out->fixed = s + 1;
        return s[1] != 0 && strlen(s + 1) <= SCRIPT_LEMMA_MAX;
    }
    if (*s != 'k' && *s != 'l') return false;
    out->lower = *s == 'l';
    s = read_count(s + 1, &out->strip_front);
    const char *bar = s ? strchr(s, '|') : NULL;
    if (!bar) return false;
    out->prefix = s;
    out->prefix_bytes = (uint32_t)(bar - s);
    out->suffix = read_count(bar + 1, &out->strip_end);
    if (!out->suffix) return false;
    out->suffix_bytes = (uint32_t)strlen(out->suffix);
    return out->prefix_bytes <= SCRIPT_LEMMA_MAX && out->suffix_bytes <= SCRIPT_LEMMA_MAX;
}

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t script_apply(const edit_script *s, const fold_table *fold, const char *form, size_t n, char out[SCRIPT_LEMMA_MAX]) {
    char lower[FOLD_MAX];
    if (s->fixed) {
        size_t size = strlen(s->fixed);
        memcpy(out, s->fixed, size);
        return size;
    }
    if (n > FOLD_MAX) return 0;
    if (s->lower) {
        n = fold_lower(fold, form, n, lower, sizeof lower);
        form = lower;
    }
    size_t first = 0, end = n;
    for (uint32_t k = s->strip_front; k > 0; k--) {
        if (first >= n) return 0;
        for (first++; first < n && continues(form[first]); first++)
            ;
    }
    for (uint32_t k = s->strip_end; k > 0; k--) {
        if (end <= first) return 0;
        for (end--; end > first && continues(form[end]); end--)
            ;
    }
    size_t size = s->prefix_bytes + (end - first) + s->suffix_bytes;
    if (size == 0 || size > SCRIPT_LEMMA_MAX) return 0;
    memcpy(out, s->prefix, s->prefix_bytes);
    memcpy(out + s->prefix_bytes, form + first, end - first);
    memcpy(out + size - s->suffix_bytes, s->suffix, s->suffix_bytes);
    return size;
}
