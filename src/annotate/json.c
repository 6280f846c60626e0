/* The contract's line of JSON (docs/contract.md). */
#include "annotate/json_line.h"

#include <string.h>

#include "core/edtf.h"
#include "mention/gazetteer.h"

static void put_date(line_writer *w) {
    const dispatch_date *d = &w->an->mentions.date;
    json_key(w->b, "date");
    buf_char(w->b, '{');
    buf left; /* what the text leaves of the given date */
    buf_init(&left);
    if (d->evidence_count) edtf_write_days(d->candidates, d->candidate_count, &left);
    w->b->failed = w->b->failed || left.failed;
    line_known(w, "edtf", left.n ? buf_cstr(&left) : w->an->dispatch->date);
    buf_free(&left);
    json_kv_str(w->b, "basis", basis_name(d->basis));
    line_open_list(w, "candidates");
    for (uint32_t i = 0; i < d->candidate_count; i++) line_day(w, d->candidates[i]);
    line_close_list(w);
    line_pairs(w, "evidence", d->evidence, d->evidence_count);
    line_close_item(w);
}

static void put_sentences(line_writer *w) {
    line_open_list(w, "sentences");
    for (uint32_t i = 0; i < w->an->text.sentence_count; i++) {
        const sentence *s = &w->an->text.sentences[i];
        line_open_item(w);
        line_span(w, (span){s->start, s->end});
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_tokens(line_writer *w) {
    const text *x = &w->an->text;
    line_open_list(w, "tokens");
    for (uint32_t i = 0; i < x->token_count; i++) {
        const token *t = &x->tokens[i];
        char buffer[256];
        const char *feats = t->feats_text;
        if (!feats) feats_format(t->feats, buffer), feats = buffer;
        line_open_item(w);
        line_span(w, (span){t->start, t->end});
        json_kv_str(w->b, "form", t->form);
        json_kv_str(w->b, "lemma", t->lemma);
        json_kv_str(w->b, "upos", upos_name(t->upos));
        json_kv_str(w->b, "feats", strcmp(feats, "_") == 0 ? "" : feats);
        json_kv_int(w->b, "head", t->head == TOKEN_NONE ? -1 : (int64_t)t->head - x->sentences[t->sentence].first_token);
        json_kv_str(w->b, "deprel", deprel_name(t->deprel));
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_entities(line_writer *w) {
    line_open_list(w, "entities");
    for (uint32_t i = 0; i < w->an->entity_count; i++) {
        line_open_item(w);
        line_span(w, w->an->entities[i].at);
        json_kv_str(w->b, "label", entity_label_name(w->an->entities[i].label));
        line_close_item(w);
    }
    line_close_list(w);
}

/* ---- mentions ----------------------------------------------------------------------------------------------------------- */

static void put_times(line_writer *w) {
    line_open_list(w, "times");
    for (uint32_t i = 0; i < w->an->mentions.time_count; i++) {
        const time_mention *t = &w->an->mentions.times[i];
        line_open_item(w);
        line_span(w, t->at.at);
        line_text(w, t->at.at);
        json_kv_str(w->b, "type", time_type_name(t->type));
        line_known(w, "value", t->value);
        json_kv_str(w->b, "mod", t->mod);
        line_interval(w, "interval", t->days);
        json_kv_str(w->b, "basis", basis_name(t->basis));
        json_kv_str(w->b, "relation", time_relation_name(t->relation));
        line_rule(w, t->at.rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_quantities(line_writer *w) {
    line_open_list(w, "quantities");
    for (uint32_t i = 0; i < w->an->mentions.quantity_count; i++) {
        const quantity_mention *q = &w->an->mentions.quantities[i];
        line_open_item(w);
        line_span(w, q->at.at);
        line_text(w, q->at.at);
        static const char *const keys[] = {"low", "best", "high"};
        const int64_t rounded[] = {q->low, q->best, q->high};
        double scale = 1;
        for (uint8_t k = 0; k < q->decimals; k++) scale *= 10;
        for (int k = 0; k < 3; k++) {
            if (q->decimals && q->scaled[k] != QUANTITY_NONE)
                json_kv_real(w->b, keys[k], (double)q->scaled[k] / scale, q->decimals);
            else
                line_count(w, keys[k], rounded[k]);
        }
        line_known(w, "unit", q->unit);
        json_kv_str(w->b, "kind", quantity_kind_name(q->kind));
        line_rule(w, q->at.rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_alternatives(line_writer *w, const place_mention *p) {
    line_open_list(w, "alternatives");
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        const place_record *r = gazetteer_place(w->k->places, p->alternatives[i].place);
        if (!r) continue;
        char country[3] = {r->country[0], r->country[1], '\0'};
        line_open_item(w);
        json_kv_int(w->b, "id", r->geonames_id);
        json_kv_str(w->b, "name", pack_string(&w->k->pack, r->name));
        json_kv_real(w->b, "lat", r->lat_e5 / 1e5, 5);
        json_kv_real(w->b, "lon", r->lon_e5 / 1e5, 5);
        line_known(w, "country", country);
        json_kv_real(w->b, "score", (double)p->alternatives[i].score, 3);
        line_close_item(w);
    }
    line_close_list(w);
}

/* What the words say of where it lies: "12 km north of". */
static void put_near(line_writer *w, const place_mention *p) {
    json_key(w->b, "near");
    buf_char(w->b, '{');
    line_index(w, "place", p->near);
    json_kv_real(w->b, "km", (double)p->near_km, 2);
    json_kv_real(w->b, "bearing", (double)p->near_bearing, 0);
    json_kv_real(w->b, "lat", p->near_lat, 5);
    json_kv_real(w->b, "lon", p->near_lon, 5);
    buf_char(w->b, '}');
}

static void put_places(line_writer *w) {
    line_open_list(w, "places");
    for (uint32_t i = 0; i < w->an->mentions.place_count; i++) {
        const place_mention *p = &w->an->mentions.places[i];
        line_open_item(w);
        line_span(w, p->at.at);
        line_text(w, p->at.at);
        line_known(w, "name", p->name);
        line_known(w, "gazetteer", p->gazetteer);
        if (p->gazetteer && p->id)
            json_kv_int(w->b, "id", p->id);
        else
            json_kv_null(w->b, "id");
        json_kv_real(w->b, "lat", p->lat, 5);
        json_kv_real(w->b, "lon", p->lon, 5);
        line_known(w, "feature", p->feature);
        line_known(w, "country", p->country);
        line_known(w, "admin1", p->admin1_code);
        line_known(w, "admin1_name", p->admin1);
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
        if (p->flags & PLACE_COREF) line_index(w, "coref", p->coref);
        if (p->flags & PLACE_AS_ACTOR) json_kv_bool(w->b, "as_actor", true);
        if (p->flags & PLACE_IN_NAME) json_kv_bool(w->b, "in_name", true);
        if (p->flags & PLACE_ADJECTIVE) json_kv_bool(w->b, "adjective", true);
        line_rule(w, p->at.rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_actors(line_writer *w) {
    static const char *const kinds[] = {"known", "composed", "person", "generic", "unknown"};
    line_open_list(w, "actors");
    for (uint32_t i = 0; i < w->an->mentions.actor_count; i++) {
        const actor_mention *c = &w->an->mentions.actors[i];
        line_open_item(w);
        line_span(w, c->at.at);
        line_text(w, c->at.at);
        line_known(w, "name", c->name);
        line_known(w, "code", c->code);
        line_known(w, "country", c->country);
        line_strings(w, "sectors", c->sectors, c->sector_count);
        json_kv_str(w->b, "kind", c->kind < sizeof kinds / sizeof *kinds ? kinds[c->kind] : kinds[ACTOR_UNKNOWN]);
        if (c->coref != i) line_index(w, "coref", c->coref);
        line_rule(w, c->at.rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_checks(line_writer *w) {
    line_open_list(w, "checks");
    for (uint32_t i = 0; i < w->an->mentions.check_count; i++) {
        const border_check *c = &w->an->mentions.checks[i];
        line_open_item(w);
        line_span(w, c->at);
        json_kv_str(w->b, "kind", check_kind_name(c->kind));
        line_index(w, "place", c->place);
        line_known(w, "country", c->country);
        json_kv_bool(w->b, "holds", c->holds);
        json_kv_real(w->b, "distance_km", c->distance_km, 1);
        line_rule(w, c->rule, NULL);
        line_close_item(w);
    }
    line_close_list(w);
}

static void put_credits(line_writer *w) {
    const mentions *m = &w->an->mentions;
    line_open_list(w, "credits");
    for (uint32_t i = 0; i < m->credit_count; i++) {
        line_open_item(w);
        line_span(w, m->actors[m->credits[i].actor].at.at);
        json_kv_str(w->b, "kind", credit_kind_name(m->credits[i].kind));
        line_index(w, "actor", m->credits[i].actor);
        line_close_item(w);
    }
    line_close_list(w);
}

/* Only where there are any: most dispatches are in one language. */
static void put_passages(line_writer *w) {
    if (w->an->passage_count == 0) return;
    line_open_list(w, "passages");
    for (uint32_t i = 0; i < w->an->passage_count; i++) {
        line_open_item(w);
        line_span(w, w->an->passages[i].at);
        json_kv_str(w->b, "lang", w->an->passages[i].code);
        line_close_item(w);
    }
    line_close_list(w);
}

void annotate_json(const knowledge *k, const annotation *an, unsigned options, buf *out) {
    line_writer w = {.k = k, .an = an, .b = out};
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
    line_distance(&w);
    line_attributions(&w);
    line_claims(&w);
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
