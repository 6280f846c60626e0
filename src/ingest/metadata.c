/* What a dispatch says of itself, checked: a date that is none or a language that cannot be one is left out and noted. */
#include <string.h>

#include "core/edtf.h"
#include "ingest/ingest.h"
#include "ingest/note.h"

const char *ingest_date(const char *s, arena *a) {
    edtf date;
    size_t n = strlen(s);
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\r')) n--;
    char *copy = arena_copy(a, s, n);
    const bool stamp = copy && n > 10 && (copy[10] == 'T' || copy[10] == ' ') && !strchr(copy, '/');
    if (stamp) copy[10] = 0; /* a time stamp of whatever form: its day */
    return copy && edtf_read(copy, &date) ? copy : NULL;
}

static bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool ingest_lang_ok(const char *s) {
    size_t primary = 0;
    while ((s[primary] | 32) >= 'a' && (s[primary] | 32) <= 'z') primary++;
    if (primary < 2 || primary > 3) return false;
    for (s += primary; *s;) {
        size_t part = 0;
        if (*s++ != '-') return false;
        while (is_alnum(s[part])) part++;
        if (part < 1 || part > 8) return false;
        s += part;
    }
    return true;
}

void dispatch_check(dispatch *d, arena *a) {
    const char **optional[] = {&d->id, &d->lang, &d->date, &d->title, &d->source, &d->url};
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (*optional[i] && !**optional[i]) *optional[i] = NULL;
    if (d->date) {
        const char *date = ingest_date(d->date, a);
        if (!date) note_add(d, a, "the date \"%.40s\" is no EDTF such as 2017-11-10, 2017-11 or 2017 and was left out", d->date);
        d->date = date;
    }
    if (d->lang && !ingest_lang_ok(d->lang)) {
        note_add(d, a, "the language \"%.40s\" is no tag such as fr or pt-BR and was left out", d->lang);
        d->lang = NULL;
    }
}
