/* A page → its article and what the page says of itself. */
#include <string.h>

#include "core/hash.h"
#include "html/article.h"
#include "ingest/format.h"
#include "ingest/reading.h"

/* Of a page that is a file of its own: the file's name without folder and endings. */
static const char *stem_of(const ingest_record *r, arena *a) {
    const char *base = format_base_name(r->file);
    return r->line || strcmp(r->file, "-") == 0 ? NULL : arena_copy(a, base, format_stem(base));
}

/* NULs have become U+FFFD by now. */
static bool is_blank(const char *s, size_t n) {
    size_t i = 0;
    while (i < n) {
        if (strchr(" \t\r\n\f", s[i]) && s[i])
            i++;
        else if (n - i >= 3 && memcmp(s + i, "\xEF\xBF\xBD", 3) == 0)
            i += 3;
        else
            return false;
    }
    return true;
}

static dp_status empty_page(dp_error *err) {
    error_set(err, DP_E_FORMAT, "the page holds nothing");
    error_remedy(err, "check how it was saved or fetched, or leave it out");
    return DP_E_FORMAT;
}

dp_status read_page(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    hash_hex128(r->bytes, r->n, out->sha);
    charset_text decoded;
    const charset_hint hint = {.label = r->context.charset, .html = true};
    dp_status status = charset_decode(r->bytes, r->n, &hint, a, &decoded, err);
    if (status != DP_OK) return status;
    note_encoding(out, a, &decoded);
    if (is_blank(decoded.text, decoded.text_bytes)) return empty_page(err);
    const html_tree *tree;
    html_article article;
    if ((status = html_parse(&rules->html, decoded.text, decoded.text_bytes, a, &tree, err)) != DP_OK) return status;
    if ((status = html_article_find(tree, a, &article, err)) != DP_OK) return status;
    out->text = article.text;
    out->text_bytes = article.text_bytes;
    out->url = r->context.url;
    out->id = stem_of(r, a);
    return reading_finish(r, r->context.lang, a, out, err);
}
