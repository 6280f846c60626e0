/* Points and their answers. */
#include "lib/boundary_trainer.h"

#include <string.h>

#include "text/boundary.h"
#include "text/quotes.h"
#include "text/sentence.h"

static dp_status document_examples(const token_rules *r, const raw_document *d, pieces *p, hashed_examples *out, dp_error *err) {
    dp_status st = token_pieces(r, d->bytes, d->size, p, err);
    if (st != DP_OK) return st;
    sentence_layout(p);
    quotes_direct(p, d->bytes);
    sentence_split(r, p, d->bytes);
    boundary_state s = {0};
    uint32_t features[BOUNDARY_FEATURES], next = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        piece *x = &p->at[i];
        while (next < d->sentences.n && d->sentences.at[next] < x->start) next++;
        bool begins = next < d->sentences.n && d->sentences.at[next] == x->start;
        if (i == 0 || (x->flags & PIECE_PARAGRAPH)) boundary_paragraph(&s, p, i);
        if (i > 0 && !(x->flags & (PIECE_PARAGRAPH | PIECE_FORCED)) && boundary_possible(r, &s, p, d->bytes, i)) {
            uint32_t n = boundary_features(p, d->bytes, &s, i, features);
            if (!hashed_add(out, features, n, begins, x->flags & PIECE_SENTENCE ? 1 : -1)) return error_nomem(err);
        }
        /* What came before is taken from the treebank: the features then look back at whole sentences. */
        if (i == 0 || begins || (x->flags & PIECE_PARAGRAPH)) boundary_begin(&s, i);
        boundary_pass(&s, x);
    }
    return DP_OK;
}

dp_status boundary_examples(const token_rules *r, const raw_bank *bank, hashed_examples *out, dp_error *err) {
    pieces p = {0};
    dp_status st = DP_OK;
    for (uint32_t i = 0; st == DP_OK && i < bank->documents.n; i++)
        st = document_examples(r, &bank->documents.at[i], &p, out, err);
    pieces_free(&p);
    return st;
}
