/* Ways to cut words, and the right one. */
#include "lib/clitic_trainer.h"

#include <string.h>

#include "core/mapfile.h"
#include "ingest/ingest.h"
#include "text/fused.h"
#include "text/quotes.h"
#include "text/sentence.h"

dp_status clitic_count_words(const token_rules *r, const char *path, uint32_t *counts, uint32_t size, dp_error *err) {
    mapfile file;
    pieces p = {0};
    arena a;
    dp_status st = mapfile_open(path, &file, err);
    if (st != DP_OK) return st;
    arena_init(&a);
    for (size_t at = 0; st == DP_OK && at < file.size;) {
        const char *end = memchr(file.at + at, '\n', file.size - at);
        size_t n = end ? (size_t)(end - file.at) - at : file.size - at;
        dispatch d = {0};
        arena_reset(&a);
        st = ingest_json_line(file.at + at, n, &a, &d, err);
        if (st == DP_OK) st = token_pieces(r, d.text, d.text_bytes, &p, err);
        for (uint32_t i = 0; st == DP_OK && i < p.n; i++) {
            const piece *x = &p.at[i];
            if (x->kind != PIECE_WORD) continue;
            counts[hashed_mix(fold_name_hash(r->fold, d.text + x->start, x->end - x->start), 0) & (size - 1)]++;
        }
        at += n + 1;
    }
    pieces_free(&p);
    arena_free(&a);
    mapfile_close(&file);
    return st;
}

/* Does this way give the treebank's words? */
static bool is_answer(const token_rules *r, const piece *x, const char *bytes, uint32_t cut, const raw_token *t) {
    fused_parts parts;
    if (t->part_count == 0 || cut == 0) return t->part_count == 0 && cut == 0;
    fused_spell(r, x, bytes, cut, &parts);
    if (parts.n != t->part_count) return false;
    for (uint32_t k = 0; k < parts.n; k++)
        if (strlen(t->parts[k]) != parts.bytes[k] || memcmp(t->parts[k], parts.at[k], parts.bytes[k]) != 0) return false;
    return true;
}

static bool add_piece(const token_rules *r, const hashed_weights *counts, const pieces *p, uint32_t i, const char *bytes,
                      const raw_token *t, hashed_examples *out) {
    uint32_t ways[FUSED_WAYS_MAX], features[FUSED_FEATURES];
    const piece *x = &p->at[i];
    if (!fused_possible(x)) return true;
    uint32_t outer = fused_outer(r, x, bytes);
    bool answered = false, good = true;
    if (outer) {
        bool cut = t->part_count > 0 && strlen(t->parts[0]) == outer && memcmp(t->parts[0], bytes + x->start, outer) == 0;
        good = hashed_add(out, features, fused_outer_features(r, counts, p, i, bytes, outer, features), cut, 0);
        if (!cut) outer = 0;
    }
    uint32_t n = fused_ways(r, x, bytes, outer, ways);
    for (uint32_t k = 0; good && n > 1 && k < n; k++) {
        bool answer = !answered && is_answer(r, x, bytes, ways[k], t); /* two ways may spell the same: the first counts */
        answered = answered || answer;
        good = hashed_add(out, features, fused_features(r, counts, p, i, bytes, outer, ways[k], features), answer, 0);
    }
    return good;
}

static dp_status document_examples(const token_rules *r, const hashed_weights *counts, const raw_document *d, pieces *p,
                                   hashed_examples *out, dp_error *err) {
    dp_status st = token_pieces(r, d->bytes, d->size, p, err);
    if (st != DP_OK) return st;
    sentence_layout(p);
    quotes_direct(p, d->bytes);
    sentence_split(r, p, d->bytes);
    for (uint32_t i = 0, t = 0; i < p->n; i++) {
        while (t < d->tokens.n && d->tokens.at[t].start < p->at[i].start) t++;
        if (t == d->tokens.n || d->tokens.at[t].start != p->at[i].start || d->tokens.at[t].end != p->at[i].end) continue;
        if (!add_piece(r, counts, p, i, d->bytes, &d->tokens.at[t], out)) return error_nomem(err);
    }
    return DP_OK;
}

dp_status clitic_examples(const token_rules *r, const hashed_weights *counts, const raw_bank *bank, hashed_examples *out,
                          dp_error *err) {
    pieces p = {0};
    dp_status st = DP_OK;
    for (uint32_t i = 0; st == DP_OK && i < bank->documents.n; i++)
        st = document_examples(r, counts, &bank->documents.at[i], &p, out, err);
    pieces_free(&p);
    return st;
}
