/* Scoring. */
#include "lib/score.h"

#include <string.h>
#include <time.h>

#include "text/parser.h"
#include "text/tagger.h"

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static dp_status run(const model *m, linguistic_scratch *s, const treebank *b, token *tokens, arena *a, dp_error *err) {
    memcpy(tokens, b->tokens.at, b->tokens.n * sizeof *tokens);
    for (uint32_t i = 0; i < b->sentences.n; i++) {
        uint32_t first = b->sentences.at[i].first, end = first + b->sentences.at[i].count;
        dp_status status = tagger_run(m, s, a, tokens, first, end, err);
        if (status) return status;
        parser_run(m, s, tokens, first, end);
    }
    return DP_OK;
}

static unsigned base(unsigned deprel) {
    switch (deprel) {
    case DEP_NSUBJ_PASS:
        return DEP_NSUBJ;
    case DEP_AUX_PASS:
        return DEP_AUX;
    case DEP_OBL_AGENT:
        return DEP_OBL;
    case DEP_ACL_RELCL:
        return DEP_ACL;
    default:
        return deprel;
    }
}

static void describe(buf *out, const token *t, const gold_token *g, const char *gold_head, const char *head) {
    char feats[2][256];
    feats_format(g->feats, feats[0]);
    feats_format(t->feats, feats[1]);
    buf_printf(out, "%s\t%s %s\t%s %s\t%s %s\t%s>%s %s>%s\n", t->form, upos_name(g->upos), upos_name(t->upos), g->lemma, t->lemma,
               feats[0], feats[1], gold_head, deprel_name(g->deprel), head, deprel_name(t->deprel));
}

static void compare(const treebank *b, const token *tokens, bank_score *out, buf *detail) {
    uint32_t upos = 0, feats = 0, lemma = 0, uas = 0, las = 0;
    for (uint32_t s = 0; s < b->sentences.n; s++) {
        uint32_t first = b->sentences.at[s].first;
        for (uint32_t i = first; i < first + b->sentences.at[s].count; i++) {
            const token *t = &tokens[i];
            const gold_token *g = &b->gold.at[i];
            uint32_t gold_head = g->head < 0 ? TOKEN_NONE : first + (uint32_t)g->head;
            bool arc = t->head == gold_head, label = arc && base(t->deprel) == base(g->deprel);
            bool same_lemma = strcmp(t->lemma, g->lemma) == 0, same_feats = t->feats == g->feats;
            upos += t->upos == g->upos;
            feats += same_feats;
            lemma += same_lemma;
            uas += arc;
            las += label;
            if (detail && (t->upos != g->upos || !label || !same_lemma || !same_feats))
                describe(detail, t, g, gold_head == TOKEN_NONE ? "-" : tokens[gold_head].form,
                         t->head == TOKEN_NONE ? "-" : tokens[t->head].form);
        }
    }
    double n = b->tokens.n > 0 ? (double)b->tokens.n : 1;
    out->words = b->tokens.n;
    out->upos = 100.0 * upos / n;
    out->feats = 100.0 * feats / n;
    out->lemma = 100.0 * lemma / n;
    out->uas = 100.0 * uas / n;
    out->las = 100.0 * las / n;
}

dp_status score_bank(const model *m, const treebank *b, uint32_t repeats, bank_score *out, buf *detail, dp_error *err) {
    arena a;
    linguistic_scratch *s = NULL;
    *out = (bank_score){0};
    arena_init(&a);
    dp_status status = linguistic_scratch_new(m, &s, err);
    token *tokens = arena_array(b->a, b->tokens.n + 1u, sizeof *tokens);
    if (!status && !tokens) status = error_nomem(err);
    if (!status) status = run(m, s, b, tokens, &a, err);
    if (!status) compare(b, tokens, out, detail);
    double start = seconds();
    for (uint32_t i = 0; !status && i < repeats; i++) {
        arena_reset(&a);
        status = run(m, s, b, tokens, &a, err);
    }
    if (repeats > 0) out->words_per_second = b->tokens.n * (double)repeats / (seconds() - start);
    linguistic_scratch_free(s);
    arena_free(&a);
    return status;
}
