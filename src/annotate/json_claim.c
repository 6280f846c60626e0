/* Claims, attributions and words held at arm's length, as the contract writes them. */
#include <stdlib.h>

#include "annotate/json_line.h"

static void put_distance_mark(line_writer *w, const distance_mark *d) {
    line_open_item(w);
    line_span(w, d->at);
    json_kv_str(w->b, "kind", distance_kind_name(d->kind));
    line_rule(w, d->rule, NULL);
    line_close_item(w);
}

/* Index of a mark in the dispatch's list, which is sorted by start; its length where it is not there. */
static uint32_t mark_index(const claims *c, span at) {
    uint32_t low = 0, high = c->distance_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (c->distance[middle].at.start < at.start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->distance_count && c->distance[low].at.end == at.end ? low : c->distance_count;
}

/* Those that no claim holds. */
void line_distance(line_writer *w) {
    const claims *c = &w->an->claims;
    bool *held = calloc((size_t)c->distance_count + 1, sizeof *held);
    w->b->failed = w->b->failed || !held;
    for (uint32_t i = 0; held && i < c->n; i++)
        for (uint32_t k = 0; k < c->at[i].distance_count; k++) held[mark_index(c, c->at[i].distance[k].at)] = true;
    line_open_list(w, "distance");
    for (uint32_t i = 0; held && i < c->distance_count; i++)
        if (!held[i]) put_distance_mark(w, &c->distance[i]);
    line_close_list(w);
    free(held);
}

static void put_attribution(line_writer *w, const attribution *t) {
    line_pairs(w, "source", t->source, t->source_count);
    line_pairs(w, "cue", t->cue, t->cue_count);
    line_pairs(w, "content", t->content, t->content_count);
    json_kv_str(w->b, "kind", claimant_kind_name(t->who.kind));
    line_index(w, "actor", t->who.actor);
    line_rule(w, t->who.rule, NULL);
}

/* What somebody is only told to want or order, in another's words, is part of what that other says. */
static bool is_told_wish(const claims *c, uint32_t i) {
    return c->attributions[i].parent < i && !c->attributions[i].voice;
}

void line_attributions(line_writer *w) {
    const claims *c = &w->an->claims;
    uint32_t *place = calloc((size_t)c->attribution_count + 1, sizeof *place); /* in the list; a wish has its parent's */
    if (!place) {
        w->b->failed = true;
        return;
    }
    uint32_t listed = 0;
    line_open_list(w, "attributions");
    for (uint32_t i = 0; i < c->attribution_count; i++) { /* parents come before their children */
        const attribution *t = &c->attributions[i];
        place[i] = is_told_wish(c, i) ? place[t->parent] : listed++;
        if (is_told_wish(c, i)) continue;
        line_open_item(w);
        put_attribution(w, t);
        if (t->parent < i) line_index(w, "parent", place[t->parent]);
        line_close_item(w);
    }
    line_close_list(w);
    free(place);
}

static void put_casualties(line_writer *w, const claim *c) {
    line_open_list(w, "casualties");
    for (uint32_t i = 0; i < c->casualty_count; i++) {
        const casualty *k = &c->casualties[i];
        line_open_item(w);
        json_kv_str(w->b, "role", casualty_role_name(k->role));
        line_count(w, "low", k->low);
        line_count(w, "best", k->best);
        line_count(w, "high", k->high);
        line_known(w, "who", k->who);
        line_span(w, k->at);
        line_rule(w, k->rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_control(line_writer *w, const claim *c) {
    if (c->control == CONTROL_NONE) {
        json_kv_null(w->b, "control");
        return;
    }
    json_key(w->b, "control");
    buf_char(w->b, '{');
    line_index(w, "place", c->control_place);
    line_index(w, "holder", c->control_holder);
    line_index(w, "from", c->control_from);
    json_kv_str(w->b, "state", control_state_name(c->control));
    if (c->control_part != PART_WHOLE) json_kv_str(w->b, "part", place_part_name(c->control_part));
    line_close_item(w);
}

static void put_claimants(line_writer *w, const claimant *chain, uint32_t n) {
    line_open_list(w, "claimants");
    for (uint32_t i = 0; i < n; i++) {
        const claimant *k = &chain[i];
        line_open_item(w);
        json_kv_str(w->b, "kind", claimant_kind_name(k->kind));
        line_known(w, "text", k->text);
        if (k->stands_for) json_kv_str(w->b, "stands_for", k->stands_for);
        if (k->at.start < k->at.end) {
            line_span(w, k->at);
        } else { /* known from metadata only */
            json_kv_null(w->b, "start");
            json_kv_null(w->b, "end");
        }
        line_span_object(w, "cue", k->cue);
        line_index(w, "actor", k->actor);
        line_rule(w, k->rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

/* What all claims begin with: the id, the clause and the trigger. */
static void put_claim_head(line_writer *w, uint32_t number, span at, span trigger) {
    json_key(w->b, "id");
    buf_str(w->b, "\"c");
    buf_int(w->b, number);
    buf_char(w->b, '"');
    line_span(w, at);
    json_key(w->b, "trigger");
    buf_char(w->b, '{');
    line_span(w, trigger);
    line_text(w, trigger);
    line_close_item(w);
}

static void put_claim(line_writer *w, const claim *c, uint32_t number) {
    line_open_item(w);
    put_claim_head(w, number, c->at, c->trigger);
    line_known(w, "frame", c->frame);
    line_known(w, "type", c->type);
    line_known(w, "mode", c->mode);
    line_strings(w, "contexts", c->contexts, c->context_count);
    line_known(w, "cameo", c->cameo);
    if (c->cameo_below) json_kv_str(w->b, "cameo_below", c->cameo_below);
    line_known(w, "acled", c->acled);
    line_indexes(w, "actor", c->actors, c->actor_count);
    line_indexes(w, "recipient", c->recipients, c->recipient_count);
    line_index(w, "place", c->place);
    json_kv_str(w->b, "place_basis", basis_name(c->place_basis));
    line_index(w, "time", c->time);
    line_interval(w, "time_interval", c->days);
    json_kv_str(w->b, "time_basis", basis_name(c->days_basis));
    put_casualties(w, c);
    put_control(w, c);
    json_kv_str(w->b, "polarity", polarity_name(c->polarity));
    json_kv_str(w->b, "certainty", certainty_name(c->certainty));
    json_kv_str(w->b, "tense", claim_tense_name(c->tense));
    put_claimants(w, c->claimants, c->claimant_count);
    json_kv_bool(w->b, "quoted", c->quoted);
    line_open_list(w, "distance");
    for (uint32_t i = 0; i < c->distance_count; i++) put_distance_mark(w, &c->distance[i]);
    line_close_list(w);
    line_span_object(w, "text_info", c->at);
    json_kv_int(w->b, "incident", c->incident);
    json_kv_bool(w->b, "generic", c->generic);
    json_kv_bool(w->b, "reciprocal", c->reciprocal);
    line_rule(w, c->rule, c->path);
    line_close_item(w);
}

/* An event outside PLOVER: a claim whose type is null, and whose parties, place and time are not read. */
static void put_statement(line_writer *w, const statement *s, uint32_t number) {
    line_open_item(w);
    put_claim_head(w, number, s->at, s->trigger);
    static const char *const unread[] = {"frame", "type", "mode",          "cameo",   "acled",
                                         "place", "time", "time_interval", "control", "incident"};
    static const char *const empty[] = {"contexts", "actor", "recipient", "casualties", "distance"};
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++) json_kv_null(w->b, unread[i]);
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) line_strings(w, empty[i], NULL, 0);
    json_kv_str(w->b, "time_basis", basis_name(BASIS_UNKNOWN));
    json_kv_str(w->b, "polarity", polarity_name(s->polarity));
    json_kv_str(w->b, "certainty", certainty_name(s->certainty));
    json_kv_str(w->b, "tense", claim_tense_name(s->tense));
    put_claimants(w, s->claimants, s->claimant_count);
    json_kv_bool(w->b, "quoted", s->quoted);
    line_span_object(w, "text_info", s->at);
    json_kv_bool(w->b, "reciprocal", false);
    line_rule(w, s->rule, NULL);
    line_close_item(w);
}

void line_claims(line_writer *w) {
    const claims *c = &w->an->claims;
    line_open_list(w, "claims");
    for (uint32_t i = 0; i < c->n; i++) put_claim(w, &c->at[i], i + 1);
    for (uint32_t i = 0; i < c->statement_count; i++) put_statement(w, &c->statements[i], c->n + i + 1);
    line_close_list(w);
}
