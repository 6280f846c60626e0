/* One dispatch through the rooms, in one arena that is reset for the next. */
#include "annotate/annotate.h"

#include "mention/credit.h"
#include "mention/time.h"
#include "mention/told_tree.h"

#include <stdlib.h>
#include <string.h>

struct annotate_workspace {
    const knowledge *k;
    text_workspace *text;
    arena arena;
};

dp_status annotate_workspace_new(const knowledge *k, annotate_workspace **out, dp_error *err) {
    *out = NULL;
    annotate_workspace *w = calloc(1, sizeof *w);
    if (!w) return error_nomem(err);
    w->k = k;
    arena_init(&w->arena);
    dp_status status = text_workspace_new(k->models, &w->text, err);
    if (status != DP_OK)
        annotate_workspace_free(w);
    else
        *out = w;
    return status;
}

void annotate_workspace_free(annotate_workspace *w) {
    if (!w) return;
    if (w->text) text_workspace_free(w->text);
    arena_free(&w->arena);
    free(w);
}

/* The primary subtag of a BCP 47 tag in lower case; LANGUAGE_UNKNOWN where it has none. */
static const char *language_of_tag(const char *tag, arena *a) {
    const size_t n = strcspn(tag, "-_");
    if (n < 2 || n > 3) return LANGUAGE_UNKNOWN;
    char *out = arena_copy(a, tag, n);
    for (size_t i = 0; out && i < n; i++) out[i] = (char)(out[i] | 32);
    return out;
}

/* The language of the dispatch, and the passages that are in another. A given language is believed; where the text as a whole
 * seems to be in another one, nothing is known of its passages. */
static dp_status find_language(const annotate_workspace *w, const dispatch *d, annotation *out, dp_error *err) {
    language_reading found;
    out->lang_given = d->lang && !d->lang_detected;
    const dp_status status = language_read(&w->k->ingest.language, d->text, d->text_bytes, out->memory, &found, err);
    if (status != DP_OK) return status;
    out->lang = d->lang ? language_of_tag(d->lang, out->memory) : found.whole.code;
    if (!out->lang) return error_nomem(err);
    if (strcmp(out->lang, found.whole.code) != 0) return DP_OK;
    out->passages = found.passages;
    out->passage_count = found.passage_count;
    return DP_OK;
}

/* The text with blanks in place of the passages in other languages: no rule reads them, and no offset moves. */
static const char *own_passages(const annotation *an) {
    const dispatch *d = an->dispatch;
    if (an->passage_count == 0) return d->text;
    char *out = arena_copy(an->memory, d->text, d->text_bytes);
    if (!out) return NULL;
    for (uint32_t i = 0; i < an->passage_count; i++)
        for (uint32_t b = an->passages[i].at.start; b < an->passages[i].at.end; b++)
            if (out[b] != '\n') out[b] = ' ';
    return out;
}

/* A user's dictionaries say who is who and what happens, in the language that they are written for. */
static dp_status find_claims(const annotate_workspace *w, annotation *out, dp_error *err) {
    const petrarch *d = w->k->dictionaries;
    const bool own = d && petrarch_speaks(d, out->lang);
    dp_status status = own ? petrarch_actors(d, &out->text, &out->mentions, out->memory, err) : DP_OK;
    if (status != DP_OK) return status;
    const claim_coder coder = own ? petrarch_coder(d) : (claim_coder){0};
    const claim_coder *used = own && petrarch_has_verbs(d) ? &coder : NULL;
    return claim_find_coded(w->k->claims, used, &out->text, &out->mentions, out->memory, &out->claims, err);
}

static dp_status find_mentions(const annotate_workspace *w, const char *words, const edtf *date, annotation *out, dp_error *err) {
    const mention_rules rules = {.times = w->k->times, .places = w->k->places, .actors = w->k->actors};
    dp_status status = text_analyse(w->text, out->lang, words, out->dispatch->text_bytes, out->memory, &out->text, err);
    if (status == DP_OK) status = mention_find(&rules, &out->text, date, out->memory, &out->mentions, err);
    if (status == DP_OK) time_mend_tree(&out->text, &out->mentions);
    if (status == DP_OK) told_mend_tree(&out->text, &out->mentions);
    return status;
}

static dp_status find_entities(const annotate_workspace *w, annotation *out, dp_error *err) {
    const entity_sources known = {.words = &w->k->words, .fold = w->k->pack.fold};
    return entity_find(&known, &out->text, &out->mentions, out->memory, &out->entities, &out->entity_count, err);
}

dp_status annotate_run(annotate_workspace *w, const dispatch *d, annotation *out, dp_error *err) {
    arena_reset(&w->arena);
    return annotate_into(w, &w->arena, d, out, err);
}

dp_status annotate_into(annotate_workspace *w, arena *a, const dispatch *d, annotation *out, dp_error *err) {
    *out = (annotation){.memory = a, .dispatch = d};
    if (d->text_bytes > DP_TEXT_MAX) {
        error_set(err, DP_E_TOO_LONG, "the text has %u bytes, the limit is %zu", (unsigned)d->text_bytes, DP_TEXT_MAX);
        error_remedy(err, "split it into its articles or chapters");
        return DP_E_TOO_LONG;
    }
    dp_status status = find_language(w, d, out, err);
    if (status != DP_OK) return status;
    if (utf8_index_make(&out->index, d->text, d->text_bytes, out->memory) != DP_OK) return error_nomem(err);
    edtf date;
    edtf_read(d->date, &date);
    const civil given = edtf_common(&date);
    out->text = (text){.bytes = d->text, .size = d->text_bytes};
    out->mentions.date = (dispatch_date){.given = given, .basis = given.day ? BASIS_GIVEN : BASIS_UNKNOWN};
    if (!text_has_language(w->k->models, out->lang)) return DP_OK;

    const char *own = own_passages(out);
    if (!own) return error_nomem(err);
    status = find_mentions(w, own, &date, out, err);
    if (status == DP_OK) status = find_claims(w, out, err);
    if (status == DP_OK) status = credit_find(&out->text, out->memory, &out->mentions, err);
    return status == DP_OK ? find_entities(w, out, err) : status;
}

/* Can a name of several words stand in it: are two words with capitals side by side, or is it of a script without them? It saves
 * the analysis of most titles. */
static dp_status may_name(const annotate_workspace *w, const char *title, size_t size, arena *a, bool *may, dp_error *err) {
    const word *words;
    uint32_t n;
    bool capitals = false;
    *may = false;
    if (text_words(w->k->pack.fold, title, size, a, &words, &n) != DP_OK) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        const bool capital = words[i].flags & WORD_CAPITAL, glued = i && words[i - 1].flags & WORD_GLUE;
        if (capital && glued && words[i - 1].flags & WORD_CAPITAL) *may = true;
        capitals |= capital;
    }
    *may |= !capitals;
    return DP_OK;
}

/* A title is a text of one sentence in the dispatch's language, of its day. */
dp_status annotate_title(const annotate_workspace *w, annotation *out, dp_error *err) {
    const dispatch *d = out->dispatch;
    const size_t n = d->title ? strnlen(d->title, DP_TEXT_MAX) : 0;
    bool may;
    if (n == 0 || !text_has_language(w->k->models, out->lang)) return DP_OK;
    if (may_name(w, d->title, n, out->memory, &may, err) != DP_OK) return err->code;
    if (!may) return DP_OK;
    annotation *title = arena_alloc(out->memory, sizeof *title);
    dispatch *own = arena_alloc(out->memory, sizeof *own);
    if (!title || !own) return error_nomem(err);
    *own = (dispatch){.id = d->id, .text = d->title, .text_bytes = (uint32_t)n, .lang = d->lang, .date = d->date};
    *title = (annotation){.memory = out->memory, .dispatch = own, .lang = out->lang, .lang_given = out->lang_given};
    edtf date;
    edtf_read(d->date, &date);
    dp_status status = find_mentions(w, own->text, &date, title, err);
    if (status == DP_OK) status = find_entities(w, title, err);
    if (status == DP_OK) out->title = title;
    return status;
}

dp_status annotate_statements(const annotate_workspace *w, annotation *out, dp_error *err) {
    return claim_find_statements(w->k->claims, &out->text, out->memory, &out->claims, err);
}
