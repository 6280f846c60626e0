/* jsonl: one claim a line with the contract's members (docs/contract.md); mentions are spelt out where `depeche annotate` gives
 * indexes, and the dispatch's own members stand under "dispatch". Nothing is dropped. */
#include <string.h>

#include "export/value.h"

static void text_or_null(buf *b, const char *key, const char *s) {
    if (s)
        json_kv_str(b, key, s);
    else
        json_kv_null(b, key);
}
static void int_or_null(buf *b, const char *key, int64_t v) {
    if (v == RECORD_NONE)
        json_kv_null(b, key);
    else
        json_kv_int(b, key, v);
}
static void real_member(buf *b, const char *key, double v) {
    json_key(b, key);
    json_number(v, b);
}
static void span_members(buf *b, record_span at) {
    int_or_null(b, "start", at.start);
    int_or_null(b, "end", at.end);
}

static export_cell made(const export_row *row, buf *b) {
    return cell_of_buf(row, b, CELL_JSON);
}
static export_cell none(void) {
    return (export_cell){.kind = CELL_EMPTY};
}

static export_cell contexts(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (const char *at = row->r.contexts; at && *at;) {
        size_t n = strcspn(at, " ");
        json_sep(&b);
        json_str(&b, at, n);
        at += n + (at[n] == ' ');
    }
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell trigger(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    span_members(&b, row->r.trigger_at);
    text_or_null(&b, "text", row->r.trigger);
    buf_char(&b, '}');
    return made(row, &b);
}

static void add_actor(buf *b, const record_actor *a) {
    json_sep(b);
    buf_char(b, '{');
    span_members(b, a->at);
    text_or_null(b, "text", a->text);
    text_or_null(b, "name", a->name);
    text_or_null(b, "code", a->code);
    text_or_null(b, "country", a->country);
    text_or_null(b, "sectors", a->sectors);
    buf_char(b, '}');
}

static export_cell actor_list(const export_row *row, const record_actor *at, uint32_t n) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < n; i++) add_actor(&b, &at[i]);
    buf_char(&b, ']');
    return made(row, &b);
}
static export_cell actors(const export_row *row) {
    return actor_list(row, row->r.actors, row->r.actor_count);
}
static export_cell recipients(const export_row *row) {
    return actor_list(row, row->r.recipients, row->r.recipient_count);
}

static void add_place(buf *b, const record_place *p) {
    buf_char(b, '{');
    span_members(b, p->at);
    text_or_null(b, "text", p->text);
    text_or_null(b, "name", p->name);
    text_or_null(b, "gazetteer", p->gazetteer);
    int_or_null(b, "id", p->code);
    real_member(b, "lat", p->lat);
    real_member(b, "lon", p->lon);
    text_or_null(b, "feature", p->feature);
    text_or_null(b, "country", p->country);
    text_or_null(b, "admin1", p->admin1);
    int_or_null(b, "geo_precision", p->geo_precision);
    int_or_null(b, "where_prec", p->where_prec);
    real_member(b, "confidence", p->confidence);
    buf_char(b, '}');
}

static export_cell place(const export_row *row) {
    buf b;
    if (!row->r.place) return none();
    buf_init(&b);
    add_place(&b, row->r.place);
    return made(row, &b);
}

static export_cell time_mentioned(const export_row *row) {
    const record_time *t = row->r.time;
    buf b;
    if (!t) return none();
    buf_init(&b);
    buf_char(&b, '{');
    span_members(&b, t->at);
    text_or_null(&b, "text", t->text);
    text_or_null(&b, "type", t->type);
    text_or_null(&b, "value", t->value);
    text_or_null(&b, "mod", t->mod);
    text_or_null(&b, "basis", t->basis);
    buf_char(&b, '}');
    return made(row, &b);
}

static export_cell interval(const export_row *row) {
    const char *const days[] = {row->r.first_day, row->r.last_day};
    buf b;
    if (!days[0] && !days[1]) return none();
    buf_init(&b);
    buf_char(&b, '[');
    for (int i = 0; i < 2; i++) {
        json_sep(&b);
        if (days[i])
            json_str(&b, days[i], strlen(days[i]));
        else
            buf_str(&b, "null");
    }
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell casualties(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < row->r.casualty_count; i++) {
        const record_casualty *c = &row->r.casualties[i];
        json_sep(&b);
        buf_char(&b, '{');
        text_or_null(&b, "role", c->role);
        int_or_null(&b, "low", c->low);
        int_or_null(&b, "best", c->best);
        int_or_null(&b, "high", c->high);
        text_or_null(&b, "who", c->who);
        span_members(&b, c->at);
        buf_char(&b, '}');
    }
    buf_char(&b, ']');
    return made(row, &b);
}

static void add_party(buf *b, const char *key, const record_actor *a) {
    json_key(b, key);
    if (a)
        add_actor(b, a);
    else
        buf_str(b, "null");
}

static export_cell control(const export_row *row) {
    buf b;
    if (!row->r.control) return none();
    buf_init(&b);
    buf_char(&b, '{');
    text_or_null(&b, "state", row->r.control);
    json_key(&b, "place");
    if (row->r.control_place)
        add_place(&b, row->r.control_place);
    else
        buf_str(&b, "null");
    add_party(&b, "holder", row->r.holder);
    add_party(&b, "from", row->r.from);
    buf_char(&b, '}');
    return made(row, &b);
}

static export_cell claimants(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < row->r.claimant_count; i++) {
        const record_claimant *c = &row->r.claimants[i];
        json_sep(&b);
        buf_char(&b, '{');
        text_or_null(&b, "kind", c->kind);
        text_or_null(&b, "text", c->text);
        span_members(&b, c->at);
        int_or_null(&b, "cue_start", c->cue.start);
        int_or_null(&b, "cue_end", c->cue.end);
        text_or_null(&b, "rule", c->rule);
        buf_char(&b, '}');
    }
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell distance(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < row->r.mark_count; i++) {
        json_sep(&b);
        buf_char(&b, '{');
        span_members(&b, row->r.marks[i].at);
        text_or_null(&b, "kind", row->r.marks[i].kind);
        buf_char(&b, '}');
    }
    buf_char(&b, ']');
    return made(row, &b);
}

static export_cell dispatch_of(const export_row *row) {
    const ledger_record *r = &row->r;
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    text_or_null(&b, "id", r->dispatch);
    text_or_null(&b, "given_id", r->given_id);
    text_or_null(&b, "hash", r->hash);
    text_or_null(&b, "date", r->date);
    text_or_null(&b, "date_basis", r->date_basis);
    text_or_null(&b, "lang", r->lang);
    text_or_null(&b, "source", r->source);
    text_or_null(&b, "title", r->title);
    text_or_null(&b, "url", r->url);
    text_or_null(&b, "file", r->file);
    int_or_null(&b, "line", r->line);
    text_or_null(&b, "copy_of", r->copy_of);
    text_or_null(&b, "pack", r->pack);
    text_or_null(&b, "version", r->version);
    buf_char(&b, '}');
    return made(row, &b);
}

static const export_field fields[] = {
    F_TEXT("id", r.id, "Content id of the claim: the same in every ledger"),
    F_INT("claim_no", r.claim_no, "Number of the claim in its dispatch, from 1"),
    F_INT("start", r.at.start, "First character of the clause in the dispatch's text"),
    F_INT("end", r.at.end, "Character behind the clause"),
    F_TEXT("text", r.quote, "The words of the clause, cut to a length"),
    F_TEXT("says", r.says, "What is said, in one line of plain words"),
    F_TEXT("type", r.type, "PLOVER event type, or STATE for a standing state"),
    F_TEXT("mode", r.mode, "PLOVER mode"),
    F_TEXT("frame", r.frame, "Frame of the ontology that the words evoke"),
    F_TEXT("cameo", r.cameo, "CAMEO event code; none for what stands below another event of its sentence"),
    F_TEXT("cameo_label", r.cameo_label, "Meaning of the CAMEO code"),
    F_TEXT("cameo_below", r.cameo_below, "The code that a claim below another event of its sentence would have"),
    F_TEXT("acled", r.acled, "ACLED sub-event type"),
    F_AMONG("time_basis", r.time_basis, among_time_basis, "Where the days come from"),
    F_AMONG("polarity", r.polarity, among_polarity, "Is it said to be so, or not to be so?"),
    F_AMONG("certainty", r.certainty, among_certainty, "How sure the claimant sounds, never how likely it is"),
    F_AMONG("tense", r.tense, among_tense, "Is it said to have happened, to go on, to be planned, supposed, ordered?"),
    F_BOOL("quoted", r.quoted, "The words stand inside the claimant's quotation marks"),
    F_BOOL("reciprocal", r.reciprocal, "The actors stand to each other, and there is no recipient"),
    F_INT("incident", r.incident, "Claims that speak of one happening in this dispatch share it"),
    F_TEXT("claimant", r.claimant,
           "Whose lane it is in: who is named, else who is quoted without a name, else the outlet, else the dispatch"),
    F_AMONG("claimant_basis", r.claimant_basis, among_claimant_basis,
            "Who the claimant is: named, quoted without a name, the outlet, the dispatch"),
    F_TEXT("rule", r.rule, "File and line of the rule that read it"),
    F_TEXT("path", r.path, "Dependency path that filled the roles; only with names"),
    F_CALL("contexts", FIELD_ARRAY, contexts, "PLOVER contexts"),
    F_CALL("trigger", FIELD_OBJECT, trigger, "The word that carries the event, with its span"),
    F_CALL("actor", FIELD_ARRAY, actors, "Who did it"),
    F_CALL("recipient", FIELD_ARRAY, recipients, "To whom"),
    F_CALL("place", FIELD_OBJECT, place, "Where it happened"),
    F_CALL("time", FIELD_OBJECT, time_mentioned, "The words that say when"),
    F_CALL("time_interval", FIELD_ARRAY, interval, "First and last day on which it may have happened"),
    F_CALL("casualties", FIELD_ARRAY, casualties, "Counts of people: role, low, best, high, who"),
    F_CALL("control", FIELD_OBJECT, control, "Who holds the place, from whom"),
    F_CALL("claimants", FIELD_ARRAY, claimants, "The chain of claimants, the outermost first"),
    F_CALL("distance", FIELD_ARRAY, distance, "Words that the writer holds at arm's length"),
    F_CALL("dispatch", FIELD_OBJECT, dispatch_of, "The dispatch that carries it"),
};

const export_format format_jsonl = {.name = "jsonl",
                                    .title = "claims with everything the ledger holds, one JSON object a line",
                                    .media_type = "application/jsonl",
                                    .frame = FRAME_LINES,
                                    .key = "id",
                                    .holds = ~0u,
                                    FIELDS(fields)};
