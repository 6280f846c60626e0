/* The contract's line of JSON (docs/contract.md). Bytes become code points here and nowhere else. */
#include <stdlib.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/edtf.h"
#include "mention/gazetteer.h"

typedef struct writer {
    const knowledge *k;
    const annotation *an;
    buf *b;
} writer;

/* ---- pieces ------------------------------------------------------------------------------------------------------------- */

static void open_list(writer *w, const char *key) {
    json_key(w->b, key);
    buf_char(w->b, '[');
}

static void close_list(writer *w) {
    buf_char(w->b, ']');
}

static void open_item(writer *w) {
    json_sep(w->b);
    buf_char(w->b, '{');
}

static void close_item(writer *w) {
    buf_char(w->b, '}');
}

static uint32_t code_point(const writer *w, uint32_t offset_bytes) {
    return utf8_index_at(&w->an->index, offset_bytes);
}

static void put_span(writer *w, span at) {
    json_kv_int(w->b, "start", code_point(w, at.start));
    json_kv_int(w->b, "end", code_point(w, at.end));
}

/* "key":{"start":…,"end":…}, null for an empty span */
static void put_span_object(writer *w, const char *key, span at) {
    if (at.start >= at.end) {
        json_kv_null(w->b, key);
        return;
    }
    json_key(w->b, key);
    buf_char(w->b, '{');
    put_span(w, at);
    close_item(w);
}

/* [[start,end],…] */
static void put_pairs(writer *w, const char *key, const span *at, uint32_t n) {
    open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        buf_char(w->b, '[');
        buf_int(w->b, code_point(w, at[i].start));
        buf_char(w->b, ',');
        buf_int(w->b, code_point(w, at[i].end));
        buf_char(w->b, ']');
    }
    close_list(w);
}

static void put_text(writer *w, span at) {
    json_key(w->b, "text");
    json_str(w->b, w->an->text.bytes + at.start, at.end - at.start);
}

static void put_count(writer *w, const char *key, int64_t v) {
    if (v == QUANTITY_NONE)
        json_kv_null(w->b, key);
    else
        json_kv_int(w->b, key, v);
}

static void put_index(writer *w, const char *key, uint32_t v) {
    if (v == INDEX_NONE)
        json_kv_null(w->b, key);
    else
        json_kv_int(w->b, key, v);
}

/* "" is null: not known */
static void put_known(writer *w, const char *key, const char *s) {
    json_kv_str(w->b, key, s && *s ? s : NULL);
}

static void put_day(writer *w, int32_t day) {
    char iso[16];
    day_format(day, iso);
    json_sep(w->b);
    if (*iso)
        json_str(w->b, iso, strlen(iso));
    else
        buf_str(w->b, "null");
}

static void put_interval(writer *w, const char *key, day_range r) {
    if (r.first == DAY_NONE && r.last == DAY_NONE) {
        json_kv_null(w->b, key);
        return;
    }
    open_list(w, key);
    put_day(w, r.first);
    put_day(w, r.last);
    close_list(w);
}

static void put_strings(writer *w, const char *key, const char *const *s, uint32_t n) {
    open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        json_str(w->b, s[i], strlen(s[i]));
    }
    close_list(w);
}

static void put_indexes(writer *w, const char *key, const uint32_t *at, uint32_t n) {
    open_list(w, key);
    for (uint32_t i = 0; i < n; i++) {
        json_sep(w->b);
        buf_int(w->b, at[i]);
    }
    close_list(w);
}

/* "lang/fr/events.rules:12" and, where given, the path behind a space; null for no rule. */
static void put_rule(writer *w, rule_ref rule, const char *path) {
    uint32_t line;
    const char *file = pack_rule_file(&w->k->pack, rule, &line);
    if (!*file) {
        json_kv_null(w->b, "rule");
        return;
    }
    buf s;
    buf_init(&s);
    buf_str(&s, file);
    buf_char(&s, ':');
    buf_int(&s, line);
    if (path && *path) {
        buf_char(&s, ' ');
        buf_str(&s, path);
    }
    json_kv_str(w->b, "rule", buf_cstr(&s));
    w->b->failed = w->b->failed || s.failed;
    buf_free(&s);
}

/* ---- the dispatch ------------------------------------------------------------------------------------------------------- */

static void put_date(writer *w) {
    const dispatch_date *d = &w->an->mentions.date;
    json_key(w->b, "date");
    buf_char(w->b, '{');
    buf left; /* what the text leaves of the given date */
    buf_init(&left);
    if (d->evidence_count) edtf_write_days(d->candidates, d->candidate_count, &left);
    w->b->failed = w->b->failed || left.failed;
    put_known(w, "edtf", left.n ? buf_cstr(&left) : w->an->dispatch->date);
    buf_free(&left);
    json_kv_str(w->b, "basis", basis_name(d->basis));
    open_list(w, "candidates");
    for (uint32_t i = 0; i < d->candidate_count; i++) put_day(w, d->candidates[i]);
    close_list(w);
    put_pairs(w, "evidence", d->evidence, d->evidence_count);
    close_item(w);
}

static void put_sentences(writer *w) {
    open_list(w, "sentences");
    for (uint32_t i = 0; i < w->an->text.sentence_count; i++) {
        const sentence *s = &w->an->text.sentences[i];
        open_item(w);
        put_span(w, (span){s->start, s->end});
        close_item(w);
    }
    close_list(w);
}

static void put_tokens(writer *w) {
    const text *x = &w->an->text;
    open_list(w, "tokens");
    for (uint32_t i = 0; i < x->token_count; i++) {
        const token *t = &x->tokens[i];
        char buffer[256];
        const char *feats = t->feats_text;
        if (!feats) feats_format(t->feats, buffer), feats = buffer;
        open_item(w);
        put_span(w, (span){t->start, t->end});
        json_kv_str(w->b, "form", t->form);
        json_kv_str(w->b, "lemma", t->lemma);
        json_kv_str(w->b, "upos", upos_name(t->upos));
        json_kv_str(w->b, "feats", strcmp(feats, "_") == 0 ? "" : feats);
        json_kv_int(w->b, "head", t->head == TOKEN_NONE ? -1 : (int64_t)t->head - x->sentences[t->sentence].first_token);
        json_kv_str(w->b, "deprel", deprel_name(t->deprel));
        close_item(w);
    }
    close_list(w);
}

static void put_entities(writer *w) {
    open_list(w, "entities");
    for (uint32_t i = 0; i < w->an->entity_count; i++) {
        open_item(w);
        put_span(w, w->an->entities[i].at);
        json_kv_str(w->b, "label", entity_label_name(w->an->entities[i].label));
        close_item(w);
    }
    close_list(w);
}

/* ---- mentions ----------------------------------------------------------------------------------------------------------- */

static void put_times(writer *w) {
    open_list(w, "times");
    for (uint32_t i = 0; i < w->an->mentions.time_count; i++) {
        const time_mention *t = &w->an->mentions.times[i];
        open_item(w);
        put_span(w, t->at.at);
        put_text(w, t->at.at);
        json_kv_str(w->b, "type", time_type_name(t->type));
        put_known(w, "value", t->value);
        json_kv_str(w->b, "mod", t->mod);
        put_interval(w, "interval", t->days);
        json_kv_str(w->b, "basis", basis_name(t->basis));
        json_kv_str(w->b, "relation", time_relation_name(t->relation));
        put_rule(w, t->at.rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_quantities(writer *w) {
    open_list(w, "quantities");
    for (uint32_t i = 0; i < w->an->mentions.quantity_count; i++) {
        const quantity_mention *q = &w->an->mentions.quantities[i];
        open_item(w);
        put_span(w, q->at.at);
        put_text(w, q->at.at);
        static const char *const keys[] = {"low", "best", "high"};
        const int64_t rounded[] = {q->low, q->best, q->high};
        double scale = 1;
        for (uint8_t k = 0; k < q->decimals; k++) scale *= 10;
        for (int k = 0; k < 3; k++) {
            if (q->decimals && q->scaled[k] != QUANTITY_NONE)
                json_kv_real(w->b, keys[k], (double)q->scaled[k] / scale, q->decimals);
            else
                put_count(w, keys[k], rounded[k]);
        }
        put_known(w, "unit", q->unit);
        json_kv_str(w->b, "kind", quantity_kind_name(q->kind));
        put_rule(w, q->at.rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_alternatives(writer *w, const place_mention *p) {
    open_list(w, "alternatives");
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        const place_record *r = gazetteer_place(w->k->places, p->alternatives[i].place);
        if (!r) continue;
        char country[3] = {r->country[0], r->country[1], '\0'};
        open_item(w);
        json_kv_int(w->b, "id", r->geonames_id);
        json_kv_str(w->b, "name", pack_string(&w->k->pack, r->name));
        json_kv_real(w->b, "lat", r->lat_e5 / 1e5, 5);
        json_kv_real(w->b, "lon", r->lon_e5 / 1e5, 5);
        put_known(w, "country", country);
        json_kv_real(w->b, "score", (double)p->alternatives[i].score, 3);
        close_item(w);
    }
    close_list(w);
}

/* What the words say of where it lies: "12 km north of". */
static void put_near(writer *w, const place_mention *p) {
    json_key(w->b, "near");
    buf_char(w->b, '{');
    put_index(w, "place", p->near);
    json_kv_real(w->b, "km", (double)p->near_km, 2);
    json_kv_real(w->b, "bearing", (double)p->near_bearing, 0);
    json_kv_real(w->b, "lat", p->near_lat, 5);
    json_kv_real(w->b, "lon", p->near_lon, 5);
    buf_char(w->b, '}');
}

static void put_places(writer *w) {
    open_list(w, "places");
    for (uint32_t i = 0; i < w->an->mentions.place_count; i++) {
        const place_mention *p = &w->an->mentions.places[i];
        open_item(w);
        put_span(w, p->at.at);
        put_text(w, p->at.at);
        put_known(w, "name", p->name);
        put_known(w, "gazetteer", p->gazetteer);
        if (p->gazetteer && p->id)
            json_kv_int(w->b, "id", p->id);
        else
            json_kv_null(w->b, "id");
        json_kv_real(w->b, "lat", p->lat, 5);
        json_kv_real(w->b, "lon", p->lon, 5);
        put_known(w, "feature", p->feature);
        put_known(w, "country", p->country);
        put_known(w, "admin1", p->admin1_code);
        put_known(w, "admin1_name", p->admin1);
        if (p->geo_precision)
            json_kv_int(w->b, "geo_precision", p->geo_precision);
        else
            json_kv_null(w->b, "geo_precision");
        if (p->where_prec)
            json_kv_int(w->b, "where_prec", p->where_prec);
        else
            json_kv_null(w->b, "where_prec");
        json_kv_real(w->b, "confidence", (double)p->confidence, 3);
        put_alternatives(w, p);
        if (p->flags & PLACE_NEAR) put_near(w, p);
        if (p->flags & PLACE_COREF) put_index(w, "coref", p->coref);
        if (p->flags & PLACE_AS_ACTOR) json_kv_bool(w->b, "as_actor", true);
        if (p->flags & PLACE_IN_NAME) json_kv_bool(w->b, "in_name", true);
        if (p->flags & PLACE_ADJECTIVE) json_kv_bool(w->b, "adjective", true);
        put_rule(w, p->at.rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_actors(writer *w) {
    static const char *const kinds[] = {"known", "composed", "person", "generic", "unknown"};
    open_list(w, "actors");
    for (uint32_t i = 0; i < w->an->mentions.actor_count; i++) {
        const actor_mention *c = &w->an->mentions.actors[i];
        open_item(w);
        put_span(w, c->at.at);
        put_text(w, c->at.at);
        put_known(w, "name", c->name);
        put_known(w, "code", c->code);
        put_known(w, "country", c->country);
        put_strings(w, "sectors", c->sectors, c->sector_count);
        json_kv_str(w->b, "kind", c->kind < sizeof kinds / sizeof *kinds ? kinds[c->kind] : kinds[ACTOR_UNKNOWN]);
        if (c->coref != i) put_index(w, "coref", c->coref);
        put_rule(w, c->at.rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_checks(writer *w) {
    open_list(w, "checks");
    for (uint32_t i = 0; i < w->an->mentions.check_count; i++) {
        const border_check *c = &w->an->mentions.checks[i];
        open_item(w);
        put_span(w, c->at);
        json_kv_str(w->b, "kind", check_kind_name(c->kind));
        put_index(w, "place", c->place);
        put_known(w, "country", c->country);
        json_kv_bool(w->b, "holds", c->holds);
        json_kv_real(w->b, "distance_km", c->distance_km, 1);
        put_rule(w, c->rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_credits(writer *w) {
    const mentions *m = &w->an->mentions;
    open_list(w, "credits");
    for (uint32_t i = 0; i < m->credit_count; i++) {
        open_item(w);
        put_span(w, m->actors[m->credits[i].actor].at.at);
        json_kv_str(w->b, "kind", credit_kind_name(m->credits[i].kind));
        put_index(w, "actor", m->credits[i].actor);
        close_item(w);
    }
    close_list(w);
}

/* ---- claims ------------------------------------------------------------------------------------------------------------- */

static void put_distance_mark(writer *w, const distance_mark *d) {
    open_item(w);
    put_span(w, d->at);
    json_kv_str(w->b, "kind", distance_kind_name(d->kind));
    put_rule(w, d->rule, NULL);
    close_item(w);
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
static void put_distance(writer *w) {
    const claims *c = &w->an->claims;
    bool *held = calloc((size_t)c->distance_count + 1, sizeof *held);
    w->b->failed = w->b->failed || !held;
    for (uint32_t i = 0; held && i < c->n; i++)
        for (uint32_t k = 0; k < c->at[i].distance_count; k++) held[mark_index(c, c->at[i].distance[k].at)] = true;
    open_list(w, "distance");
    for (uint32_t i = 0; held && i < c->distance_count; i++)
        if (!held[i]) put_distance_mark(w, &c->distance[i]);
    close_list(w);
    free(held);
}

static void put_attribution(writer *w, const attribution *t) {
    put_pairs(w, "source", t->source, t->source_count);
    put_pairs(w, "cue", t->cue, t->cue_count);
    put_pairs(w, "content", t->content, t->content_count);
    json_kv_str(w->b, "kind", claimant_kind_name(t->who.kind));
    put_index(w, "actor", t->who.actor);
    put_rule(w, t->who.rule, NULL);
}

/* What somebody is only told to want or order, in another's words, is part of what that other says. */
static bool is_told_wish(const claims *c, uint32_t i) {
    return c->attributions[i].parent < i && !c->attributions[i].voice;
}

static void put_attributions(writer *w) {
    const claims *c = &w->an->claims;
    uint32_t *place = calloc((size_t)c->attribution_count + 1, sizeof *place); /* in the list; a wish has its parent's */
    if (!place) {
        w->b->failed = true;
        return;
    }
    uint32_t listed = 0;
    open_list(w, "attributions");
    for (uint32_t i = 0; i < c->attribution_count; i++) { /* parents come before their children */
        const attribution *t = &c->attributions[i];
        place[i] = is_told_wish(c, i) ? place[t->parent] : listed++;
        if (is_told_wish(c, i)) continue;
        open_item(w);
        put_attribution(w, t);
        if (t->parent < i) put_index(w, "parent", place[t->parent]);
        close_item(w);
    }
    close_list(w);
    free(place);
}

static void put_casualties(writer *w, const claim *c) {
    open_list(w, "casualties");
    for (uint32_t i = 0; i < c->casualty_count; i++) {
        const casualty *k = &c->casualties[i];
        open_item(w);
        json_kv_str(w->b, "role", casualty_role_name(k->role));
        put_count(w, "low", k->low);
        put_count(w, "best", k->best);
        put_count(w, "high", k->high);
        put_known(w, "who", k->who);
        put_span(w, k->at);
        put_rule(w, k->rule, NULL);
        close_item(w);
    }
    close_list(w);
}

static void put_control(writer *w, const claim *c) {
    if (c->control == CONTROL_NONE) {
        json_kv_null(w->b, "control");
        return;
    }
    json_key(w->b, "control");
    buf_char(w->b, '{');
    put_index(w, "place", c->control_place);
    put_index(w, "holder", c->control_holder);
    put_index(w, "from", c->control_from);
    json_kv_str(w->b, "state", control_state_name(c->control));
    if (c->control_part != PART_WHOLE) json_kv_str(w->b, "part", place_part_name(c->control_part));
    close_item(w);
}

static void put_claimants(writer *w, const claimant *chain, uint32_t n) {
    open_list(w, "claimants");
    for (uint32_t i = 0; i < n; i++) {
        const claimant *k = &chain[i];
        open_item(w);
        json_kv_str(w->b, "kind", claimant_kind_name(k->kind));
        put_known(w, "text", k->text);
        if (k->stands_for) json_kv_str(w->b, "stands_for", k->stands_for);
        if (k->at.start < k->at.end) {
            put_span(w, k->at);
        } else { /* known from metadata only */
            json_kv_null(w->b, "start");
            json_kv_null(w->b, "end");
        }
        put_span_object(w, "cue", k->cue);
        put_index(w, "actor", k->actor);
        put_rule(w, k->rule, NULL);
        close_item(w);
    }
    close_list(w);
}

/* What all claims begin with: the id, the clause and the trigger. */
static void put_claim_head(writer *w, uint32_t number, span at, span trigger) {
    json_key(w->b, "id");
    buf_str(w->b, "\"c");
    buf_int(w->b, number);
    buf_char(w->b, '"');
    put_span(w, at);
    json_key(w->b, "trigger");
    buf_char(w->b, '{');
    put_span(w, trigger);
    put_text(w, trigger);
    close_item(w);
}

static void put_claim(writer *w, const claim *c, uint32_t number) {
    open_item(w);
    put_claim_head(w, number, c->at, c->trigger);
    put_known(w, "frame", c->frame);
    put_known(w, "type", c->type);
    put_known(w, "mode", c->mode);
    put_strings(w, "contexts", c->contexts, c->context_count);
    put_known(w, "cameo", c->cameo);
    if (c->cameo_below) json_kv_str(w->b, "cameo_below", c->cameo_below);
    put_known(w, "acled", c->acled);
    put_indexes(w, "actor", c->actors, c->actor_count);
    put_indexes(w, "recipient", c->recipients, c->recipient_count);
    put_index(w, "place", c->place);
    json_kv_str(w->b, "place_basis", basis_name(c->place_basis));
    put_index(w, "time", c->time);
    put_interval(w, "time_interval", c->days);
    json_kv_str(w->b, "time_basis", basis_name(c->days_basis));
    put_casualties(w, c);
    put_control(w, c);
    json_kv_str(w->b, "polarity", polarity_name(c->polarity));
    json_kv_str(w->b, "certainty", certainty_name(c->certainty));
    json_kv_str(w->b, "tense", claim_tense_name(c->tense));
    put_claimants(w, c->claimants, c->claimant_count);
    json_kv_bool(w->b, "quoted", c->quoted);
    open_list(w, "distance");
    for (uint32_t i = 0; i < c->distance_count; i++) put_distance_mark(w, &c->distance[i]);
    close_list(w);
    put_span_object(w, "text_info", c->at);
    json_kv_int(w->b, "incident", c->incident);
    json_kv_bool(w->b, "generic", c->generic);
    json_kv_bool(w->b, "reciprocal", c->reciprocal);
    put_rule(w, c->rule, c->path);
    close_item(w);
}

/* An event outside PLOVER: a claim whose type is null, and whose parties, place and time are not read. */
static void put_statement(writer *w, const statement *s, uint32_t number) {
    open_item(w);
    put_claim_head(w, number, s->at, s->trigger);
    static const char *const unread[] = {"frame", "type", "mode",          "cameo",   "acled",
                                         "place", "time", "time_interval", "control", "incident"};
    static const char *const empty[] = {"contexts", "actor", "recipient", "casualties", "distance"};
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++) json_kv_null(w->b, unread[i]);
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) put_strings(w, empty[i], NULL, 0);
    json_kv_str(w->b, "time_basis", basis_name(BASIS_UNKNOWN));
    json_kv_str(w->b, "polarity", polarity_name(s->polarity));
    json_kv_str(w->b, "certainty", certainty_name(s->certainty));
    json_kv_str(w->b, "tense", claim_tense_name(s->tense));
    put_claimants(w, s->claimants, s->claimant_count);
    json_kv_bool(w->b, "quoted", s->quoted);
    put_span_object(w, "text_info", s->at);
    json_kv_bool(w->b, "reciprocal", false);
    put_rule(w, s->rule, NULL);
    close_item(w);
}

/* Only where there are any: most dispatches are in one language. */
static void put_passages(writer *w) {
    if (w->an->passage_count == 0) return;
    open_list(w, "passages");
    for (uint32_t i = 0; i < w->an->passage_count; i++) {
        open_item(w);
        put_span(w, w->an->passages[i].at);
        json_kv_str(w->b, "lang", w->an->passages[i].code);
        close_item(w);
    }
    close_list(w);
}

void annotate_json(const knowledge *k, const annotation *an, unsigned options, buf *out) {
    writer w = {.k = k, .an = an, .b = out};
    const dispatch *d = an->dispatch;
    buf_char(out, '{');
    json_kv_str(out, "id", d->id);
    json_kv_str(out, "lang", an->lang_given ? d->lang : an->lang);
    json_kv_str(out, "lang_basis", an->lang_given ? "given" : "detected");
    put_passages(&w);
    put_date(&w);
    put_sentences(&w);
    if (options & ANNOTATE_TOKENS) put_tokens(&w);
    put_entities(&w);
    put_times(&w);
    put_quantities(&w);
    put_places(&w);
    put_actors(&w);
    put_checks(&w);
    put_credits(&w);
    put_distance(&w);
    put_attributions(&w);
    open_list(&w, "claims");
    for (uint32_t i = 0; i < an->claims.n; i++) put_claim(&w, &an->claims.at[i], i + 1);
    for (uint32_t i = 0; i < an->claims.statement_count; i++) put_statement(&w, &an->claims.statements[i], an->claims.n + i + 1);
    close_list(&w);
    buf_char(out, '}');
}

void annotate_json_error(const char *id, const dp_error *err, buf *out) {
    buf_char(out, '{');
    json_kv_str(out, "id", id);
    json_key(out, "error");
    buf_char(out, '{');
    json_kv_str(out, "code", error_code_name(err->code));
    json_kv_str(out, "message", err->message);
    if (err->remedy[0]) json_kv_str(out, "remedy", err->remedy);
    if (err->file[0]) json_kv_str(out, "file", err->file);
    if (err->line) json_kv_int(out, "line", (int64_t)err->line);
    buf_str(out, "}}");
}
