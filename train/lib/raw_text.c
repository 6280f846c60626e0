/* Reading CoNLL-U as raw text. */
#include "lib/raw_text.h"

#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/mapfile.h"

typedef struct reader {
    raw_bank *bank;
    raw_document doc;
    buf text;
    uint32_t sentences_max;
    bool new_document, new_paragraph, glued; /* before the next sentence */
    bool in_sentence, gap;                   /* a sentence is under way; a blank stands before its next token */
    uint32_t until;                          /* last word of the multiword token under way */
} reader;

static char *copy(arena *a, const char *s, size_t n) {
    char *out = arena_alloc(a, n + 1);
    if (!out) return NULL;
    memcpy(out, s, n);
    out[n] = 0;
    return out;
}

static bool end_document(reader *r) {
    if (r->doc.sentences.n == 0) return true;
    r->doc.size = (uint32_t)r->text.n;
    r->doc.bytes = copy(r->bank->a, r->text.at, r->text.n);
    buf_clear(&r->text);
    bool good = r->doc.bytes && vec_push(r->bank->a, &r->bank->documents, r->doc);
    r->doc = (raw_document){0};
    r->glued = true;
    return good;
}

static bool begin_sentence(reader *r) {
    if (r->new_document || r->doc.sentences.n >= r->sentences_max)
        if (!end_document(r)) return false;
    if (r->doc.sentences.n > 0) buf_str(&r->text, r->new_paragraph ? "\n\n" : r->glued ? "" : " ");
    r->new_document = r->new_paragraph = r->gap = false;
    r->in_sentence = true;
    return vec_push(r->bank->a, &r->doc.sentences, (uint32_t)r->text.n);
}

static void end_sentence(reader *r) {
    if (!r->in_sentence) return;
    r->glued = !r->gap;
    r->in_sentence = false;
    r->until = 0;
}

/* A word of the multiword token under way. */
static bool add_part(reader *r, const char *form, size_t n) {
    raw_token *t = &r->doc.tokens.at[r->doc.tokens.n - 1];
    if (t->part_count == RAW_PARTS_MAX) return true;
    t->parts[t->part_count] = copy(r->bank->a, form, n);
    return t->parts[t->part_count++] != NULL;
}

static bool add_row(reader *r, const char *line, size_t n) {
    const char *end = line + n, *form = memchr(line, '\t', n);
    if (!form) return true;
    const char *form_end = memchr(form + 1, '\t', (size_t)(end - form - 1));
    const char *misc = memrchr(line, '\t', n);
    if (!form_end || memchr(line, '.', (size_t)(form - line))) return true; /* an empty node */
    form++;
    size_t bytes = (size_t)(form_end - form);
    uint32_t id = (uint32_t)strtoul(line, NULL, 10);
    const char *dash = memchr(line, '-', (size_t)(form - line));
    if (!dash && id <= r->until) return add_part(r, form, bytes);
    if (!r->in_sentence && !begin_sentence(r)) return false;
    if (dash) r->until = (uint32_t)strtoul(dash + 1, NULL, 10);
    if (r->gap) buf_char(&r->text, ' ');
    raw_token t = {.start = (uint32_t)r->text.n};
    buf_add(&r->text, form, bytes);
    t.end = (uint32_t)r->text.n;
    r->gap = memmem(misc, (size_t)(end - misc), "SpaceAfter=No", 13) == NULL;
    return vec_push(r->bank->a, &r->doc.tokens, t);
}

static bool starts(const char *line, size_t n, const char *with) {
    size_t k = strlen(with);
    return n >= k && memcmp(line, with, k) == 0;
}

static bool read_line(reader *r, const char *line, size_t n) {
    if (n > 0 && line[n - 1] == '\r') n--;
    if (n == 0) {
        end_sentence(r);
        return true;
    }
    if (*line != '#') return add_row(r, line, n);
    if (starts(line, n, "# newdoc")) r->new_document = true;
    if (starts(line, n, "# newpar") && !starts(line, n, "# newpar_block")) r->new_paragraph = true;
    return true;
}

dp_status raw_bank_read(raw_bank *b, const char *path, uint32_t sentences_max, dp_error *err) {
    mapfile file;
    dp_status st = mapfile_open(path, &file, err);
    if (st != DP_OK) return st;
    reader r = {.bank = b, .sentences_max = sentences_max, .glued = true};
    buf_init(&r.text);
    bool good = true;
    for (size_t at = 0; good && at < file.size;) {
        const char *end = memchr(file.at + at, '\n', file.size - at);
        size_t n = end ? (size_t)(end - file.at) - at : file.size - at;
        good = read_line(&r, file.at + at, n);
        at += n + 1;
    }
    end_sentence(&r);
    good = good && end_document(&r) && !r.text.failed;
    buf_free(&r.text);
    mapfile_close(&file);
    return good ? DP_OK : error_nomem(err);
}
