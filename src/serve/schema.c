#include "serve/schema.h"

#include <ctype.h>
#include <string.h>

#include "ledger/columns.h"
#include "serve/json.h"

/* One member of an object. Types: s text, i whole number, n number, b true or false, d day; a name: that schema; in brackets: a
 * list of it. Behind it: ? may be null, - may be left out. Members of one schema stand together. */
typedef struct member {
    const char *schema, *name, *type;
} member;
static const member members[] = {
    {"Problem", "type", "s"},
    {"Problem", "title", "s"},
    {"Problem", "status", "i"},
    {"Problem", "detail", "s"},
    {"Problem", "remedy", "s?"},

    {"ClaimDetail", "claim", "Claim"},
    {"ClaimDetail", "sentence", "Sentence"},
    {"ClaimDetail", "span", "[i]?"},
    {"ClaimDetail", "trigger_span", "[i]?"},
    {"ClaimDetail", "number", "i"},
    {"ClaimDetail", "path", "s?"},
    {"ClaimDetail", "same", "Same"},
    {"ClaimDetail", "pack", "s?"},
    {"ClaimDetail", "version", "s?"},
    {"ClaimDetail", "why", "[WhyValue]"},
    {"ClaimDetail", "relations", "[Relation]"},
    {"ClaimDetail", "withheld", "Withheld?"},
    {"Withheld", "by", "s"},
    {"Withheld", "id", "s"},
    {"Withheld", "reason", "s?"},
    {"Sentence", "start", "i"},
    {"Sentence", "text", "s?"},
    {"Same", "claims", "i"},
    {"Same", "dispatches", "i"},
    {"Same", "voices", "i"},
    {"WhyValue", "name", "s"},
    {"WhyValue", "value", "s"},
    {"WhyValue", "basis", "s?"},
    {"WhyValue", "words", "s?"},
    {"WhyValue", "span", "[i]?"},
    {"WhyValue", "rule", "s?"},
    {"WhyValue", "note", "s?"},
    {"Relation", "kind", "s"},
    {"Relation", "field", "s?"},
    {"Relation", "basis", "s?"},
    {"Relation", "reason", "s?"},
    {"Relation", "claim", "s"},
    {"Relation", "short_id", "s"},
    {"Relation", "claimant", "s?"},
    {"Relation", "quote", "s?"},

    {"EventDetail", "event", "Event"},
    {"EventDetail", "claims", "[Claim]"},

    {"DispatchDetail", "id", "s"},
    {"DispatchDetail", "short_id", "s"},
    {"DispatchDetail", "given_id", "s?"},
    {"DispatchDetail", "title", "s?"},
    {"DispatchDetail", "source", "s?"},
    {"DispatchDetail", "date", "s?"},
    {"DispatchDetail", "date_basis", "s?"},
    {"DispatchDetail", "first_day", "d?"},
    {"DispatchDetail", "last_day", "d?"},
    {"DispatchDetail", "lang", "s?"},
    {"DispatchDetail", "lang_basis", "s?"},
    {"DispatchDetail", "url", "s?"},
    {"DispatchDetail", "hash", "s?"},
    {"DispatchDetail", "pack", "s?"},
    {"DispatchDetail", "version", "s?"},
    {"DispatchDetail", "characters", "i"},
    {"DispatchDetail", "store", "s"},
    {"DispatchDetail", "start", "i"},
    {"DispatchDetail", "end", "i"},
    {"DispatchDetail", "text", "s"},
    {"DispatchDetail", "spans", "[Span]"},
    {"DispatchDetail", "truncated", "b"},
    {"DispatchDetail", "claims", "[Claim]"},
    {"DispatchDetail", "voice", "OtherDispatch"},
    {"DispatchDetail", "voice_dispatches", "i"},
    {"DispatchDetail", "kin", "[Kin]"},
    {"DispatchDetail", "kin_hidden", "i"},
    {"Span", "kind", "s"},
    {"Span", "start", "i"},
    {"Span", "end", "i"},
    {"Span", "id", "s?"},
    {"Span", "label", "s?"},
    {"Span", "value", "s?"},
    {"Span", "of", "i-"},
    {"Span", "holds", "b-"},
    {"Span", "distance_km", "n-"},
    {"OtherDispatch", "id", "s"},
    {"OtherDispatch", "short_id", "s"},
    {"OtherDispatch", "given_id", "s?"},
    {"OtherDispatch", "date", "s?"},
    {"OtherDispatch", "source", "s?"},
    {"OtherDispatch", "title", "s?"},
    {"Kin", "relation", "s"},
    {"Kin", "basis", "s?"},
    {"Kin", "dispatch", "OtherDispatch"},
    {"Kin", "share", "n?"},
    {"Kin", "passages", "[Passage]"},
    {"Passage", "start", "i"},
    {"Passage", "end", "i"},
    {"Passage", "other_start", "i"},
    {"Passage", "other_end", "i"},
    {"Passage", "words", "i"},
    {"Passage", "quote", "s?"},

    {"PlaceDetail", "place", "PlaceHead"},
    {"PlaceDetail", "lanes", "[Lane]"},
    {"PlaceDetail", "hidden", "i"},
    {"PlaceDetail", "more_lanes", "i"},
    {"PlaceDetail", "more_claims", "i"},
    {"PlaceDetail", "others", "[PlaceHead]"},
    {"PlaceHead", "id", "s"},
    {"PlaceHead", "name", "s"},
    {"PlaceHead", "gazetteer", "s?"},
    {"PlaceHead", "code", "i?"},
    {"PlaceHead", "country", "s?"},
    {"PlaceHead", "admin1", "s?"},
    {"PlaceHead", "feature", "s?"},
    {"PlaceHead", "lat", "n?"},
    {"PlaceHead", "lon", "n?"},
    {"PlaceHead", "mentions", "i"},
    {"PlaceHead", "claims", "i"},
    {"Lane", "claimant", "s"},
    {"Lane", "claimant_code", "s?"},
    {"Lane", "basis", "s"},
    {"Lane", "dispatches", "i"},
    {"Lane", "voices", "i"},
    {"Lane", "stretches", "[Stretch]"},
    {"Stretch", "first_day", "d?"},
    {"Stretch", "last_day", "d?"},
    {"Stretch", "time_basis", "s?"},
    {"Stretch", "state", "s?"},
    {"Stretch", "holder", "s?"},
    {"Stretch", "holder_code", "s?"},
    {"Stretch", "from", "s?"},
    {"Stretch", "from_code", "s?"},
    {"Stretch", "polarity", "s?"},
    {"Stretch", "certainty", "s?"},
    {"Stretch", "tense", "s?"},
    {"Stretch", "claims", "i"},
    {"Stretch", "claim", "s"},
    {"Stretch", "short_id", "s"},
    {"Stretch", "words", "s?"},
    {"Stretch", "source", "s?"},
    {"Stretch", "dispatch_date", "s?"},
    {"Stretch", "contradicted_by", "[s]"},

    {"Conflict", "kind", "s"},
    {"Conflict", "field", "s?"},
    {"Conflict", "place", "s?"},
    {"Conflict", "first_day", "d?"},
    {"Conflict", "last_day", "d?"},
    {"Conflict", "basis", "s?"},
    {"Conflict", "why", "s?"},
    {"Conflict", "reason", "s"},
    {"Conflict", "a", "Side"},
    {"Conflict", "b", "Side"},
    {"Side", "says", "s?"},
    {"Side", "claims", "i"},
    {"Side", "dispatches", "i"},
    {"Side", "voices", "i"},
    {"Side", "said_by", "[Saying]"},
    {"Saying", "claimant", "s?"},
    {"Saying", "claim", "s"},
    {"Saying", "short_id", "s"},
    {"Saying", "quote", "s?"},
    {"Saying", "source", "s?"},
    {"Saying", "dispatch", "s?"},
    {"Saying", "dispatch_date", "s?"},

    {"Found", "short_id", "s"},
    {"Found", "dispatch", "s"},
    {"Found", "given_id", "s?"},
    {"Found", "date", "s?"},
    {"Found", "source", "s?"},
    {"Found", "lang", "s?"},
    {"Found", "places", "s?"},
    {"Found", "claims", "s?"},
    {"Found", "sentence_no", "i"},
    {"Found", "start", "i"},
    {"Found", "end", "i"},
    {"Found", "score", "n?"},
    {"Found", "title", "s?"},
    {"Found", "url", "s?"},
    {"Found", "words", "s?"},

    {"MapAnswer", "marks", "[Entry]"},
    {"MapAnswer", "places", "[Entry]"},
    {"MapAnswer", "actors", "[Entry]"},
    {"MapAnswer", "claimants", "[s]"},
    {"MapAnswer", "total", "i"},
    {"MapAnswer", "unplaced", "i?"},
    {"MapAnswer", "undated", "i?"},
    {"MapAnswer", "truncated", "b"},
    {"MapDays", "days", "[Entry]"},
    {"MapDays", "unplaced", "i?"},
    {"MapDays", "undated", "i?"},
    {"HolderList", "items", "[Holder]"},
    {"Holder", "code", "s?"},
    {"Holder", "label", "s"},
    {"Holder", "claims", "i"},

    {"Voice", "claimant", "s"},
    {"Voice", "basis", "s"},
    {"Voice", "claims", "i"},
    {"Voice", "dispatches", "i"},
    {"Voice", "voices", "i"},
    {"Voice", "first_day", "d?"},
    {"Voice", "last_day", "d?"},

    {"MatrixAnswer", "claimants", "[s]"},
    {"MatrixAnswer", "cells", "[Cell]"},
    {"MatrixAnswer", "truncated", "b"},
    {"Cell", "a", "i"},
    {"Cell", "b", "i"},
    {"Cell", "contradicts", "i"},
    {"Cell", "denies", "i"},
    {"Cell", "fields", "Counts"},

    {"ReviewAnswer", "coder", "s?"},
    {"ReviewAnswer", "writable", "b"},
    {"ReviewAnswer", "total", "i"},
    {"ReviewAnswer", "decided", "i"},
    {"ReviewAnswer", "at", "i"},
    {"ReviewAnswer", "previous", "s?"},
    {"ReviewAnswer", "next", "s?"},
    {"ReviewAnswer", "next_open", "s?"},
    {"ReviewAnswer", "card", "Card?"},
    {"Card", "id", "s"},
    {"Card", "short_id", "s"},
    {"Card", "says", "s?"},
    {"Card", "claimant", "s?"},
    {"Card", "trigger", "s?"},
    {"Card", "text", "s"},
    {"Card", "spans", "[CardSpan]"},
    {"Card", "dispatch", "s"},
    {"Card", "dispatch_short", "s?"},
    {"Card", "source", "s?"},
    {"Card", "date", "s?"},
    {"Card", "title", "s?"},
    {"Card", "lang", "s?"},
    {"Card", "values", "CardValues"},
    {"Card", "shown", "CardValues"},
    {"Card", "edited", "CardEdited"},
    {"Card", "first_day", "d?"},
    {"Card", "last_day", "d?"},
    {"Card", "manner", "s?"},
    {"Card", "recipients", "s?"},
    {"Card", "against", "[s]"},
    {"Card", "own", "s?"},
    {"Card", "others", "[s]"},
    {"Card", "verdict", "s?"},
    {"Card", "disagreement", "i"},
    {"Card", "voices", "i"},
    {"Card", "dispatches", "i"},
    {"Card", "uncertainty", "i"},
    {"CardSpan", "mark", "s"},
    {"CardSpan", "start", "i"},
    {"CardSpan", "end", "i"},
    {"CardValues", "days", "s?"},
    {"CardValues", "place", "s?"},
    {"CardValues", "type", "s?"},
    {"CardValues", "actor", "s?"},
    {"CardEdited", "days", "b"},
    {"CardEdited", "place", "b"},
    {"CardEdited", "type", "b"},
    {"CardEdited", "actor", "b"},
    {"ChoiceList", "items", "[Choice]"},
    {"Choice", "value", "s"},
    {"Choice", "label", "s"},
    {"Decision", "claim", "s"},
    {"Decision", "kind", "s"},
    {"Decision", "field", "s?-"},
    {"Decision", "old_value", "s?-"},
    {"Decision", "value", "s?-"},
    {"Decision", "other", "s?-"},
    {"Decision", "comment", "s?-"},
    {"Decision", "words", "s?-"},
    {"Decision", "coder", "s?-"},
    {"Decision", "blind", "b-"},
    {"Decision", "first", "s?-"},
    {"Decision", "second", "s?-"},
    {"Adoption", "claim", "s"},
    {"Adoption", "from", "s"},
    {"Adoption", "first", "s"},
    {"Adoption", "second", "s"},
    {"Adoption", "coder", "s?-"},
    {"Undoing", "first", "s?-"},
    {"Undoing", "second", "s?-"},
    {"Undoing", "coder", "s?-"},
    {"Done", "claim", "s"},
    {"Done", "kind", "s"},
    {"Done", "coder", "s"},
    {"Undone", "claim", "s?"},
    {"Undone", "kind", "s?"},

    {"AboutAnswer", "version", "s"},
    {"AboutAnswer", "ledger", "[Fact]"},
    {"AboutAnswer", "runs", "[Run]"},
    {"AboutAnswer", "readings", "[Reading]"},
    {"AboutAnswer", "rejects", "[Reject]"},
    {"AboutAnswer", "licences", "[Licence]"},
    {"AboutAnswer", "limits", "Limits"},
    {"AboutAnswer", "coder", "s?"},
    {"AboutAnswer", "writable", "b"},
    {"Fact", "what", "s"},
    {"Fact", "value", "s?"},
    {"Licence", "name", "s"},
    {"Licence", "what", "s"},
    {"Licence", "licence", "s"},
    {"Limits", "question_ms", "i"},
    {"Limits", "items", "i"},
    {"Limits", "downloads_at_once", "i"},
    {"Limits", "download_s", "i"},
    {"Limits", "connections", "i"},
    {"Limits", "address_bytes", "i"},
    {"Limits", "body_bytes", "i"},

    {"TownList", "items", "[Town]"},
    {"TownList", "attribution", "s"},
    {"Town", "name", "s"},
    {"Town", "code", "i?"},
    {"Town", "country", "s?"},
    {"Town", "admin1", "s?"},
    {"Town", "feature", "s?"},
    {"Town", "lat", "n"},
    {"Town", "lon", "n"},
    {"Town", "population", "i"},
};

/* Lists in pages, by their items. */
static const char *const lists[][2] = {{"ClaimList", "Claim"},  {"EventList", "Event"}, {"DispatchList", "Dispatch"},
                                       {"PlaceList", "Place"},  {"ActorList", "Actor"}, {"ConflictList", "Conflict"},
                                       {"SearchList", "Found"}, {"VoiceList", "Voice"}};

/* Items that are rows of the ledger. */
static const struct {
    const char *schema;
    const column *columns;
    const uint32_t *n;
} rows[] = {
    {"Claim", claim_columns, &claim_column_count},          {"Event", event_columns, &event_column_count},
    {"Dispatch", dispatch_columns, &dispatch_column_count}, {"Place", place_columns, &place_column_count},
    {"Actor", actor_columns, &actor_column_count},          {"Run", run_columns, &run_column_count},
    {"Reading", reading_columns, &reading_column_count},    {"Reject", reject_columns, &reject_column_count},
};

/* ---- writing
 * ------------------------------------------------------------------------------------------------------------------------ */

static void put_type(buf *b, const char *json_type, bool nullable, bool day) {
    if (nullable)
        buf_printf(b, "\"type\":[\"%s\",\"null\"]", json_type);
    else
        buf_printf(b, "\"type\":\"%s\"", json_type);
    if (day) buf_str(b, ",\"format\":\"date\"");
}

static const char *json_type_of(char letter) {
    switch (letter) {
    case 'i':
        return "integer";
    case 'n':
        return "number";
    case 'b':
        return "boolean";
    default:
        return "string";
    }
}

/* "s", "Name" */
static void put_one(buf *b, const char *type, size_t n, bool nullable) {
    if (isupper((unsigned char)*type) && nullable)
        buf_printf(b, "\"anyOf\":[{\"$ref\":\"#/components/schemas/%.*s\"},{\"type\":\"null\"}]", (int)n, type);
    else if (isupper((unsigned char)*type))
        buf_printf(b, "\"$ref\":\"#/components/schemas/%.*s\"", (int)n, type);
    else
        put_type(b, json_type_of(*type), nullable, *type == 'd');
}

static void put_member(buf *b, const member *m) {
    const size_t n = strcspn(m->type, "?-");
    const bool nullable = strchr(m->type, '?') != NULL;
    json_begin(b, m->name, '{');
    if (*m->type == '[') {
        put_type(b, "array", nullable, false);
        buf_str(b, ",\"items\":{");
        put_one(b, m->type + 1, n - 2, false);
        buf_char(b, '}');
    } else {
        put_one(b, m->type, n, nullable);
    }
    json_end(b, '}');
}

static void put_required(buf *b, const member *m, size_t n) {
    json_begin(b, "required", '[');
    for (size_t i = 0; i < n; i++) {
        if (strchr(m[i].type, '-')) continue;
        json_sep(b);
        json_str(b, m[i].name, strlen(m[i].name));
    }
    json_end(b, ']');
}

static void put_objects(buf *b) {
    const size_t all = sizeof members / sizeof *members;
    for (size_t i = 0, n; i < all; i += n) {
        for (n = 1; i + n < all && strcmp(members[i + n].schema, members[i].schema) == 0;) n++;
        json_begin(b, members[i].schema, '{');
        json_kv_str(b, "type", "object");
        put_required(b, &members[i], n);
        json_begin(b, "properties", '{');
        for (size_t k = 0; k < n; k++) put_member(b, &members[i + k]);
        json_end(b, '}');
        json_end(b, '}');
    }
}

static void put_column(buf *b, const char *name, uint8_t kind) {
    static const char *const types[] = {[LEDGER_NULL] = "string", [LEDGER_INT] = "integer",  [LEDGER_REAL] = "number",
                                        [LEDGER_TEXT] = "string", [LEDGER_BOOL] = "boolean", [LEDGER_DATE] = "string"};
    json_begin(b, name, '{');
    put_type(b, types[kind], true, kind == LEDGER_DATE);
    json_end(b, '}');
}

static void put_rows(buf *b) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_begin(b, rows[i].schema, '{');
        json_kv_str(b, "type", "object");
        json_begin(b, "required", '[');
        for (uint32_t k = 0; k < *rows[i].n; k++) {
            json_sep(b);
            json_str(b, rows[i].columns[k].name, strlen(rows[i].columns[k].name));
        }
        json_end(b, ']');
        json_begin(b, "properties", '{');
        for (uint32_t k = 0; k < *rows[i].n; k++) put_column(b, rows[i].columns[k].name, rows[i].columns[k].kind);
        json_end(b, '}');
        json_end(b, '}');
    }
}

/* What is no table of members. */
static void put_others(buf *b) {
    static const char *const others[][3] = {{"Counts", "object", "How many, by field"},
                                            {"Outlines", "object", "TopoJSON"},
                                            {"Entry", "array", "Values in the order that docs/api.md tells"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        json_begin(b, others[i][0], '{');
        json_kv_str(b, "type", others[i][1]);
        json_kv_str(b, "description", others[i][2]);
        json_end(b, '}');
    }
}

static void put_lists(buf *b) {
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        json_begin(b, lists[i][0], '{');
        buf_printf(
            b,
            "\"type\":\"object\",\"required\":[\"items\",\"next\",\"truncated\"],\"properties\":{\"items\":{\"type\":\"array\","
            "\"items\":{\"$ref\":\"#/components/schemas/%s\"}},\"next\":{\"type\":[\"string\",\"null\"]},\"truncated\":{\"type\":"
            "\"boolean\"}}",
            lists[i][1]);
        json_end(b, '}');
    }
}

void schemas_write(buf *b) {
    put_objects(b);
    put_rows(b);
    put_lists(b);
    put_others(b);
}
