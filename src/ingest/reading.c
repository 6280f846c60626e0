#include "ingest/reading.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "html/date.h"
#include "language/language.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *reading_line(const char *s, size_t n, arena *a) {
    char *out = arena_alloc(a, n + 1);
    size_t used = 0;
    for (size_t i = 0; out && i < n; i++) {
        if (!is_blank(s[i]))
            out[used++] = s[i];
        else if (used && out[used - 1] != ' ')
            out[used++] = ' ';
    }
    while (used && out[used - 1] == ' ') used--;
    if (!used) return NULL;
    out[used] = '\0';
    return out;
}

const char *reading_author(const char *s, arena *a) {
    const char *open = strchr(s, '('), *close = strrchr(s, ')'), *angle = strchr(s, '<'), *at = strchr(s, '@');
    if (at && open && close > open && at < open) return reading_line(open + 1, (size_t)(close - open - 1), a);
    if (angle && at > angle) {
        while (angle > s && (angle[-1] == '"' || is_blank(angle[-1]))) angle--;
        s += *s == '"';
        return angle > s ? reading_line(s, (size_t)(angle - s), a) : NULL;
    }
    return at && !strchr(s, ' ') ? NULL : s;
}

const char *reading_join(const char *names, const char *name, arena *a) {
    enum { NAMES_MAX = 1000 }; /* more are no authors of an article */
    if (!names || !name) return names ? names : name;
    if (strlen(names) > NAMES_MAX) return names;
    const size_t n = strlen(names) + strlen(name) + 3;
    char *both = arena_alloc(a, n);
    if (!both) return names;
    snprintf(both, n, "%s; %s", names, name);
    return both;
}

const char *reading_date(const char *s, arena *a) {
    date_stamp stamp;
    if (!date_read_stamp(s, strlen(s), &stamp)) return NULL;
    char *out = arena_alloc(a, 16);
    const civil d = stamp.day;
    if (!out) return NULL;
    if (d.day)
        snprintf(out, 16, "%04d-%02d-%02d", (int)d.year, (int)d.month, (int)d.day);
    else if (d.month)
        snprintf(out, 16, "%04d-%02d", (int)d.year, (int)d.month);
    else
        snprintf(out, 16, "%04d", (int)d.year);
    return out;
}

/* Is a tag's primary subtag this code? */
static bool tag_says(const char *tag, const char *code) {
    const size_t n = strlen(code);
    return strncasecmp(tag, code, n) == 0 && (tag[n] == '\0' || tag[n] == '-' || tag[n] == '_');
}

void reading_language(const ingest_rules *rules, const char *claimed, dispatch *d) {
    const language_answer found = language_identify(&rules->language, d->text, d->text_bytes);
    const bool known = strcmp(found.code, LANGUAGE_UNKNOWN) != 0;
    d->lang_detected = known && !(claimed && (found.margin < LANGUAGE_SURE || tag_says(claimed, found.code)));
    d->lang = d->lang_detected ? found.code : claimed;
}

dp_status reading_finish(const ingest_record *r, const char *lang, arena *a, dispatch *out, dp_error *err) {
    if (out->text_bytes > DP_TEXT_MAX) {
        error_set(err, DP_E_TOO_LONG, "the text has %u bytes, the limit is %zu", (unsigned)out->text_bytes, DP_TEXT_MAX);
        return error_remedy(err, "no article of news is so long; leave it out"), DP_E_TOO_LONG;
    }
    if (out->text_bytes == 0) note_add(out, a, "it holds no text");
    if (lang) out->lang = lang;
    dispatch_check(out, a);
    if (!out->id) out->id = r->context.id;
    if (out->id) return DP_OK;
    char id[33];
    if (out->text_bytes)
        hash_hex128(out->text, out->text_bytes, id);
    else
        memcpy(id, out->sha, sizeof id);
    out->id = arena_copy(a, id, 16);
    return out->id ? DP_OK : error_nomem(err);
}
