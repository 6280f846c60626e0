/* A message → a dispatch: its sender is its source, its text parts are its text. */
#include <string.h>

#include "core/hash.h"
#include "html/article.h"
#include "ingest/mime.h"
#include "ingest/reading.h"

typedef struct part_text {
    const char *at;
    size_t n;
} part_text;

/* Lines that end in a blank go on in the next (RFC 3676); "-- " alone is the line above a signature. */
static size_t join_flowed(char *s, size_t n) {
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        const bool soft = s[i] == '\n' && used && s[used - 1] == ' ';
        const bool signature = soft && used >= 3 && memcmp(s + used - 3, "-- ", 3) == 0 && (used == 3 || s[used - 4] == '\n');
        if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n') continue;
        if (!soft || signature) s[used++] = s[i];
    }
    return used;
}

static dp_status read_plain(const charset_text *text, field_value type, arena *a, part_text *out, dp_error *err) {
    const field_value format = mime_parameter(type, "format");
    char *copy = arena_copy(a, text->text, text->text_bytes);
    if (!copy) return error_nomem(err);
    size_t n = text->text_bytes;
    if (field_is(format, "flowed")) n = join_flowed(copy, n);
    while (n && strchr(" \t\r\n", copy[n - 1])) n--;
    while (n && strchr("\r\n", *copy)) copy++, n--;
    *out = (part_text){copy, n};
    return DP_OK;
}

static dp_status read_part(const mime_part *p, const ingest_rules *rules, arena *a, dispatch *d, part_text *out, dp_error *err) {
    charset_text text;
    const char *label = p->type.at ? arena_copy(a, p->type.at, p->type.n) : NULL;
    const charset_hint hint = {.label = label, .html = p->html};
    dp_status status = charset_decode(p->bytes, p->n, &hint, a, &text, err);
    if (status != DP_OK) return status;
    if (!d->encoding || strcmp(d->encoding, "utf-8") == 0) d->encoding = text.encoding;
    if (!p->html) return read_plain(&text, p->type, a, out, err);
    const html_tree *tree;
    html_article article;
    status = html_parse(&rules->html, text.text, text.text_bytes, a, &tree, err);
    if (status == DP_OK) status = html_article_whole(tree, a, &article, err);
    if (status == DP_OK) *out = (part_text){article.text, article.text_bytes};
    return status;
}

/* Of forms that say the same the plain one is the sender's own words, unless it is only a remark that there is another. */
static bool is_better(const mime_part *held, part_text a, const mime_part *other, part_text b) {
    if (held->html == other->html) return false;
    return held->html ? b.n * 3 >= a.n : a.n * 3 < b.n;
}

static dp_status join_parts(const mime_parts *parts, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    part_text *texts = arena_array(a, parts->n ? parts->n : 1, sizeof *texts);
    if (!texts) return error_nomem(err);
    size_t total = 1;
    for (unsigned i = 0; i < parts->n; i++) {
        const dp_status status = read_part(&parts->at[i], rules, a, out, &texts[i], err);
        if (status != DP_OK) return status;
        for (unsigned k = i; k-- > 0 && parts->at[i].alternative;) {
            if (parts->at[k].alternative != parts->at[i].alternative || texts[k].n == 0) continue;
            texts[is_better(&parts->at[k], texts[k], &parts->at[i], texts[i]) ? k : i].n = 0;
            break;
        }
        total += texts[i].n + 2;
    }
    char *text = arena_alloc(a, total);
    if (!text) return error_nomem(err);
    size_t used = 0;
    for (unsigned i = 0; i < parts->n; i++) {
        if (texts[i].n == 0) continue;
        if (used) memcpy(text + used, "\n\n", 2), used += 2;
        memcpy(text + used, texts[i].at, texts[i].n);
        used += texts[i].n;
    }
    out->text = text;
    out->text_bytes = used < UINT32_MAX ? (uint32_t)used : UINT32_MAX;
    return DP_OK;
}

/* The sender's name, else the host of the address. */
static const char *source_of(const char *from, arena *a) {
    const char *name = from ? reading_author(from, a) : NULL;
    if (!from || name) return name;
    const char *at = strrchr(from, '@');
    return at ? arena_copy(a, at + 1, strcspn(at + 1, "> \t")) : NULL;
}

/* "<a@b>" without its brackets. */
static const char *id_of(const char *id, arena *a) {
    if (!id) return NULL;
    const size_t n = strlen(id);
    return n > 2 && *id == '<' && id[n - 1] == '>' ? arena_copy(a, id + 1, n - 2) : id;
}

dp_status read_mail(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    size_t header;
    mime_parts parts;
    header_end(r->bytes, r->n, &header);
    hash_hex128(r->bytes, r->n, out->sha);
    out->title = mime_words(field_find(r->bytes, header, "Subject"), a);
    out->source = source_of(mime_words(field_find(r->bytes, header, "From"), a), a);
    out->id = id_of(mime_words(field_find(r->bytes, header, "Message-ID"), a), a);
    const char *date = mime_words(field_find(r->bytes, header, "Date"), a);
    if (date) out->date = reading_date(date, a);
    dp_status status = mime_read(r->bytes, r->n, a, &parts, err);
    if (status == DP_OK) status = join_parts(&parts, rules, a, out, err);
    if (status != DP_OK) return status;
    if (!out->encoding) out->encoding = "utf-8";
    return reading_finish(r, mime_words(field_find(r->bytes, header, "Content-Language"), a), a, out, err);
}
