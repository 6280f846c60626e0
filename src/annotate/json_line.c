/* The pieces of a line of the contract: spans in code points, days, lists, rules. */
#include "annotate/json_line.h"

#include <string.h>

#include "core/edtf.h"

void line_open_list(line_writer *w, const char *key) {
    json_key(w->b, key);
    buf_char(w->b, '[');
}

void line_close_list(line_writer *w) {
    buf_char(w->b, ']');
}

void line_open_item(line_writer *w) {
    json_sep(w->b);
    buf_char(w->b, '{');
}

void line_close_item(line_writer *w) {
    buf_char(w->b, '}');
}

uint32_t line_code_point(const line_writer *w, uint32_t offset_bytes) {
    return utf8_index_at(&w->an->index, offset_bytes);
}

void line_span(line_writer *w, span at) {
    json_kv_int(w->b, "start", line_code_point(w, at.start));
    json_kv_int(w->b, "end", line_code_point(w, at.end));
}

void line_span_object(line_writer *w, const char *key, span at) {
    if (at.start >= at.end) {
        json_kv_null(w->b, key);
        return;
    }
    json_key(w->b, key);
    buf_char(w->b, '{');
    line_span(w, at);
    line_close_item(w);
}

void line_pairs(line_writer *w, const char *key, const span *at, uint32_t n) {
    line_open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        buf_char(w->b, '[');
        buf_int(w->b, line_code_point(w, at[i].start));
        buf_char(w->b, ',');
        buf_int(w->b, line_code_point(w, at[i].end));
        buf_char(w->b, ']');
    }
    line_close_list(w);
}

void line_text(line_writer *w, span at) {
    json_key(w->b, "text");
    json_str(w->b, w->an->text.bytes + at.start, at.end - at.start);
}

void line_count(line_writer *w, const char *key, int64_t v) {
    if (v == QUANTITY_NONE)
        json_kv_null(w->b, key);
    else
        json_kv_int(w->b, key, v);
}

void line_index(line_writer *w, const char *key, uint32_t v) {
    if (v == INDEX_NONE)
        json_kv_null(w->b, key);
    else
        json_kv_int(w->b, key, v);
}

void line_known(line_writer *w, const char *key, const char *s) {
    json_kv_str(w->b, key, s && *s ? s : NULL);
}

void line_day(line_writer *w, int32_t day) {
    char iso[16];
    day_format(day, iso);
    json_sep(w->b);
    if (*iso)
        json_str(w->b, iso, strlen(iso));
    else
        buf_str(w->b, "null");
}

void line_interval(line_writer *w, const char *key, day_range r) {
    if (r.first == DAY_NONE && r.last == DAY_NONE) {
        json_kv_null(w->b, key);
        return;
    }
    line_open_list(w, key);
    line_day(w, r.first);
    line_day(w, r.last);
    line_close_list(w);
}

void line_strings(line_writer *w, const char *key, const char *const *s, uint32_t n) {
    line_open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        json_str(w->b, s[i], strlen(s[i]));
    }
    line_close_list(w);
}

void line_indexes(line_writer *w, const char *key, const uint32_t *at, uint32_t n) {
    line_open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        buf_int(w->b, at[i]);
    }
    line_close_list(w);
}

void line_rule(line_writer *w, rule_ref rule, const char *path) {
    uint32_t line;
    const char *file = pack_rule_file(&w->k->pack, rule, &line);
    if (!*file) {
        json_kv_null(w->b, "rule");
        return;
    }
    buf s;
    buf_init(&s);
    buf_str(&s, file);
    buf_char(&s, ':');
    buf_int(&s, line);
    if (path && *path) {
        buf_char(&s, ' ');
        buf_str(&s, path);
    }
    json_kv_str(w->b, "rule", buf_cstr(&s));
    w->b->failed = w->b->failed || s.failed;
    buf_free(&s);
}
