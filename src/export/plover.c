/* plover: event records as the PLOVER manual's chapter "JSON data fields" names them, one a line. Negated, planned and past
 * events are told by the contexts that PLOVER has for them. */
#include "export/plover.h"

#include <string.h>

#include "export/value.h"

int64_t plover_quad(const knowledge *k, const char *type) {
    return whole_number(ontology_label_of(k, "ontology/plover-quads", type));
}

/* STATE and OTHER are depeche's own and no PLOVER types. */
const char *plover_unfit(const ledger_record *r) {
    return !r->type || strcmp(r->type, "STATE") == 0 || strcmp(r->type, "OTHER") == 0
               ? "claims of standing states, which are no events"
               : NULL;
}

static export_cell made(const export_row *row, buf *b) {
    return cell_of_buf(row, b, CELL_JSON);
}

static export_cell event(const export_row *row) {
    buf b;
    if (!row->r.type) return cell_text(NULL);
    buf_init(&b);
    buf_char(&b, '[');
    json_str(&b, row->r.type, strlen(row->r.type));
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell event_text(const export_row *row) {
    buf b;
    if (!row->r.trigger) return cell_text(NULL);
    buf_init(&b);
    buf_char(&b, '[');
    json_str(&b, row->r.trigger, strlen(row->r.trigger));
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell quad_code(const export_row *row) {
    return cell_int(plover_quad(row->k, row->r.type));
}

/* ---- actors -------------------------------------------------------------------------------------------------------------- */

static void add_actor(const export_row *row, buf *b, const record_actor *a) {
    const char *country = country_alpha3(row->k, a->country);
    json_sep(b);
    buf_char(b, '{');
    if (country) {
        json_kv_str(b, "code", country);
    } else if (a->code) {
        json_key(b, "code");
        json_str(b, a->code, strlen(a->code) < 3 ? strlen(a->code) : 3);
    }
    if (a->sectors && *a->sectors) {
        json_key(b, "sector");
        json_str(b, a->sectors, strcspn(a->sectors, " "));
    }
    json_text_member(b, "actor_text", a->text && *a->text ? a->text : NULL);
    json_text_member(b, "identifier_text", a->name);
    buf_char(b, '}');
}

static export_cell actor_list(const export_row *row, const record_actor *at, uint32_t n) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < n; i++) add_actor(row, &b, &at[i]);
    buf_char(&b, ']');
    return made(row, &b);
}
static export_cell source(const export_row *row) {
    return actor_list(row, row->r.actors, row->r.actor_count);
}
static export_cell recipient(const export_row *row) {
    return row->r.recipient_count ? actor_list(row, row->r.recipients, row->r.recipient_count) : cell_text(NULL);
}

/* ---- where, how, in what affairs ----------------------------------------------------------------------------------------- */

static export_cell event_loc(const export_row *row) {
    const record_place *p = &row->place;
    buf b;
    if (!p->name) return cell_text(NULL);
    buf_init(&b);
    buf_char(&b, '{');
    json_int_member(&b, "geonameid", p->gazetteer && strcmp(p->gazetteer, "geonames") == 0 ? p->code : RECORD_NONE);
    json_kv_str(&b, "name", p->name);
    json_real_member(&b, "latitude", p->lat);
    json_real_member(&b, "longitude", p->lon);
    json_text_member(&b, "feature code", p->feature);
    json_text_member(&b, "country code", p->country);
    json_text_member(&b, "cc3", country_alpha3(row->k, p->country));
    buf_char(&b, '}');
    return made(row, &b);
}

static void add_context(buf *b, const char *s, size_t n) {
    json_sep(b);
    json_str(b, s, n);
}

static export_cell context(const export_row *row) {
    const ledger_record *r = &row->r;
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (const char *at = r->contexts; at && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        add_context(&b, at, n);
        at += n;
    }
    if (r->polarity && strcmp(r->polarity, "negated") == 0) add_context(&b, "negation", 8);
    if (r->tense && strcmp(r->tense, "historical") == 0) add_context(&b, "historical", 10);
    if (r->tense && (strcmp(r->tense, "future") == 0 || strcmp(r->tense, "ordered") == 0)) add_context(&b, "future", 6);
    if (r->tense && strcmp(r->tense, "hypothetical") == 0) add_context(&b, "hypothetical", 12);
    bool any = b.n > 1;
    buf_char(&b, ']');
    export_cell out = made(row, &b);
    return any ? out : cell_text(NULL);
}

/* ---- the text ------------------------------------------------------------------------------------------------------------ */

static export_cell text_info(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_int_member(&b, "start", row->r.at.start);
    json_int_member(&b, "end", row->r.at.end);
    buf_char(&b, '}');
    return made(row, &b);
}

static export_cell cite_info(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_text_member(&b, "citation", row->r.dispatch);
    json_text_member(&b, "url", web_address(row->r.url));
    json_text_member(&b, "title", row->r.title);
    json_text_member(&b, "language", row->r.lang);
    json_text_member(&b, "publication", row->source_list);
    json_kv_str(&b, "coder", "depeche " DP_VERSION);
    buf_char(&b, '}');
    return made(row, &b);
}

static export_cell last_day(const export_row *row) {
    return cell_text(days_spanned(&row->r) > 1 ? row->r.last_day : NULL);
}

static const export_field fields[] = {
    F_TEXT("id", r.id, "Content id of the claim, of an event its first claim"),
    F_DATE("date", r.first_day, "First day on which it may have happened"),
    F_CALL("enddate", FIELD_DATE, last_day, "Last day, where there are several"),
    F_CALL("source", FIELD_ARRAY, source, "Actors: code, sector, words, name"),
    F_CALL("recipient", FIELD_ARRAY, recipient, "To whom, likewise"),
    F_CALL("event", FIELD_ARRAY, event, "Event types"),
    F_CALL("event_loc", FIELD_OBJECT, event_loc, "Where, with the members of GeoNames' table"),
    F_CALL("event_text", FIELD_ARRAY, event_text, "The words that carry the event"),
    F_CALL("quad_code", FIELD_INTEGER, quad_code,
           "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    F_TEXT("mode", r.mode, "How it was done: PLOVER mode"),
    F_CALL("context", FIELD_ARRAY, context, "In what affairs; negation, future, hypothetical, historical"),
    F_TEXT("text", r.quote, "The words of the clause, cut to a length"),
    F_CALL("text_info", FIELD_OBJECT, text_info, "Characters at which the clause begins and ends"),
    F_CALL("cite_info", FIELD_OBJECT, cite_info, "Dispatch, outlets, address, title, language"),
    F_TEXT("comment", voices, "Who says it, in whose words: \"X says: …\""),
};

const export_format format_plover = {.name = "plover",
                                     .title = "PLOVER event records",
                                     .media_type = "application/jsonl",
                                     .frame = FRAME_LINES,
                                     .events = true,
                                     .sparse = true,
                                     .key = "id",
                                     .holds = FACT_CLAIMANT | FACT_DAYS | FACT_PARTIES | FACT_POSITION | FACT_SAYING | FACT_QUOTE,
                                     .unfit = plover_unfit,
                                     FIELDS(fields)};
