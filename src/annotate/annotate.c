/* One dispatch through the rooms, in one arena that is reset for the next. */
#include "annotate/annotate.h"

#include "mention/credit.h"
#include "mention/time.h"

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

/* The pack's language for a BCP 47 tag: its primary subtag in lower case, or "" where the pack has none such. */
static const char *language_of_tag(const annotate_workspace *w, const char *tag, char out[4]) {
    size_t n = strcspn(tag, "-_");
    if (n < 2 || n > 3) return "";
    for (size_t i = 0; i < n; i++) out[i] = (char)(tag[i] | 32);
    out[n] = '\0';
    return text_has_language(w->k->models, out) ? out : "";
}

/* A user's dictionaries say who is who and what happens, in the language that they are written for. */
static dp_status find_claims(annotate_workspace *w, annotation *out, dp_error *err) {
    const petrarch *d = w->k->dictionaries;
    const bool own = d && petrarch_speaks(d, out->lang);
    dp_status status = own ? petrarch_actors(d, &out->text, &out->mentions, &w->arena, err) : DP_OK;
    if (status != DP_OK) return status;
    const claim_coder coder = own ? petrarch_coder(d) : (claim_coder){0};
    const claim_coder *used = own && petrarch_has_verbs(d) ? &coder : NULL;
    return claim_find_coded(w->k->claims, used, &out->text, &out->mentions, &w->arena, &out->claims, err);
}

dp_status annotate_run(annotate_workspace *w, const dispatch *d, annotation *out, dp_error *err) {
    arena_reset(&w->arena);
    *out = (annotation){.dispatch = d, .lang_given = d->lang != NULL};
    if (d->text_bytes > DP_TEXT_MAX) {
        error_set(err, DP_E_TOO_LONG, "the text has %u bytes, the limit is %zu", (unsigned)d->text_bytes, DP_TEXT_MAX);
        error_remedy(err, "split it into its articles or chapters");
        return DP_E_TOO_LONG;
    }
    char tag[4];
    const char *lang = d->lang ? language_of_tag(w, d->lang, tag) : text_detect_language(w->k->models, d->text, d->text_bytes);
    out->lang = arena_copy(&w->arena, *lang ? lang : "und", *lang ? strlen(lang) : 3);
    if (!out->lang || utf8_index_make(&out->index, d->text, d->text_bytes, &w->arena) != DP_OK) return error_nomem(err);
    edtf date;
    edtf_read(d->date, &date);
    const civil given = edtf_common(&date);
    out->text = (text){.bytes = d->text, .size = d->text_bytes};
    out->mentions.date = (dispatch_date){.given = given, .basis = given.day ? BASIS_GIVEN : BASIS_UNKNOWN};
    if (!*lang) return DP_OK;

    dp_status status = text_analyse(w->text, out->lang, d->text, d->text_bytes, &w->arena, &out->text, err);
    mention_rules rules = {.times = w->k->times, .places = w->k->places, .actors = w->k->actors};
    if (status == DP_OK) status = mention_find(&rules, &out->text, &date, &w->arena, &out->mentions, err);
    if (status == DP_OK) time_mend_tree(&out->text, &out->mentions);
    if (status == DP_OK) status = find_claims(w, out, err);
    if (status == DP_OK) status = credit_find(&out->text, &w->arena, &out->mentions, err);
    const entity_sources known = {.words = &w->k->words, .fold = w->k->pack.fold};
    if (status == DP_OK)
        status = entity_find(&known, &out->text, &out->mentions, &w->arena, &out->entities, &out->entity_count, err);
    return status;
}

dp_status annotate_statements(annotate_workspace *w, annotation *out, dp_error *err) {
    return claim_find_statements(w->k->claims, &out->text, &w->arena, &out->claims, err);
}
