/* Counting readings, and the classes of a bank. */
#include "lib/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/mapfile.h"
#include "text/tag_features.h"

#define FIELD(name) FEAT_PUT(name, (1u << FEAT_##name##_BITS) - 1)

bool inventory_add(inventory *v, const char *form, const char *lemma, unsigned upos, uint32_t feats, uint32_t count) {
    char folded[FOLD_MAX];
    size_t n = strlen(form);
    if (n == 0 || n > 60 || strlen(lemma) > 60) return true;
    n = tag_fold_form(v->fold, form, n, folded);
    counted_reading r = {.hash = hash_bytes(folded, n, 0), .form = form, .lemma = lemma, .feats = feats, .count = count};
    r.upos = (uint8_t)upos;
    r.figure = strpbrk(form, "0123456789") != NULL;
    return vec_push(v->a, &v->readings, r);
}

bool inventory_add_bank(inventory *v, const treebank *b, uint32_t but_fold) {
    for (uint32_t s = 0; s < b->sentences.n; s++) {
        const bank_sentence *bs = &b->sentences.at[s];
        if (bs->fold == but_fold) continue;
        for (uint32_t i = bs->first; i < bs->first + bs->count; i++) {
            const gold_token *g = &b->gold.at[i];
            if (!g->doubtful && !inventory_add(v, b->tokens.at[i].form, g->lemma, g->upos, g->feats, 1)) return false;
        }
    }
    return true;
}

dp_status inventory_add_list(inventory *v, const char *path, uint32_t divide, dp_error *err) {
    mapfile file;
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    char *content = arena_copy(v->a, file.at ? file.at : "", file.size);
    mapfile_close(&file);
    if (!content) return error_nomem(err);
    for (char *line = content, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        char *column[5] = {line};
        for (int i = 1; i < 5 && column[i - 1]; i++) {
            column[i] = strchr(column[i - 1], '\t');
            if (column[i]) *column[i]++ = 0;
        }
        if (!column[4]) continue;
        int upos = upos_of(column[2]);
        if (upos < 0 || upos == UPOS_X || strcmp(column[1], "_") == 0 || strpbrk(column[0], "0123456789")) continue;
        uint32_t count = ((uint32_t)strtoul(column[4], NULL, 10) + divide - 1) / divide;
        uint32_t before = v->readings.n;
        if (!inventory_add(v, column[0], column[1], (unsigned)upos, feats_of(column[3]), count)) return error_nomem(err);
        if (v->readings.n > before) v->readings.at[before].listed = true;
    }
    return DP_OK;
}

typedef struct class_count {
    tag_class class;
    uint32_t count;
} class_count;

static int by_count(const void *a, const void *b) {
    const class_count *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    if (x->class.upos != y->class.upos) return x->class.upos < y->class.upos ? -1 : 1;
    return x->class.feats < y->class.feats ? -1 : x->class.feats > y->class.feats;
}

/* The features that a class of this part of speech decides. */
static uint32_t deciding(unsigned upos) {
    if (upos == UPOS_VERB) return FIELD(VERBFORM) | FIELD(TENSE) | FIELD(MOOD) | FIELD(VOICE);
    if (upos == UPOS_AUX) return FIELD(VERBFORM);
    return 0;
}

uint32_t inventory_classes(const treebank *b, tag_class out[MODEL_CLASSES_MAX]) {
    enum { CAP = 256 };
    class_count all[CAP] = {0};
    uint32_t n = 0;
    for (uint32_t u = 0; u < UPOS_COUNT; u++)
        all[n++] = (class_count){{.upos = (uint8_t)u, .mask = 0}, UINT32_MAX}; /* each part of speech has a place */
    for (uint32_t i = 0; i < b->gold.n; i++) {
        const gold_token *g = &b->gold.at[i];
        uint32_t mask = deciding(g->upos), k = 0;
        if (mask == 0) continue;
        while (k < n && !(all[k].class.upos == g->upos && all[k].class.mask && all[k].class.feats == (g->feats & mask))) k++;
        if (k == CAP) continue;
        if (k == n) all[n++] = (class_count){{g->feats & mask, mask, g->upos, {0}}, 0};
        all[k].count++;
    }
    qsort(all, n, sizeof *all, by_count);
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n && kept < MODEL_CLASSES_MAX - 1; k++) {
        bool plain_verb = all[k].class.mask == 0 && (all[k].class.upos == UPOS_VERB || all[k].class.upos == UPOS_AUX);
        if (!plain_verb && all[k].count > 20) out[kept++] = all[k].class;
    }
    return kept;
}

uint32_t class_of(const tag_class *classes, uint32_t n, unsigned upos, uint32_t feats) {
    uint32_t best = 0;
    int best_score = -1;
    for (uint32_t k = 0; k < n; k++) {
        if (classes[k].upos != upos) continue;
        uint32_t wrong = (feats ^ classes[k].feats) & classes[k].mask;
        int score = wrong == 0 ? 8 : 0;
        score += !(wrong & FIELD(VERBFORM)) * 4 + !(wrong & FIELD(TENSE)) * 2 + !(wrong & FIELD(VOICE));
        if (score > best_score) best = k, best_score = score;
    }
    return best;
}
