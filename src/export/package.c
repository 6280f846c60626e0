/* Data packages (Frictionless Data, specs.frictionlessdata.io): one resource, described by the same fields that wrote it. What
 * was read with which version and pack stands under "depeche"; no time of day does, so that the same content gives the same
 * bytes. */
#include <string.h>

#include "claim/lexicon.h"
#include "export/format.h"

static const char *type_name(uint8_t type) {
    static const char *const names[] = {"string", "integer", "number", "boolean", "date", "year", "array", "object"};
    return names[type];
}

static bool met_before(const pack *p, const label_record *labels, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (strcmp(pack_string(p, labels[k].extra), pack_string(p, labels[i].extra)) == 0) return true;
    return false;
}

/* The values that a table of the pack has. */
static void add_table_values(const knowledge *k, const export_field *f, buf *out) {
    const void *items = NULL;
    size_t size = 0;
    if (!k || !f->among_table || !pack_section(&k->pack, f->among_table, &items, &size)) return;
    const label_record *labels = items;
    json_key(out, "enum");
    buf_char(out, '[');
    for (size_t i = 0; i < size / sizeof *labels; i++) {
        if (f->among_extra && met_before(&k->pack, labels, i)) continue;
        const char *value = pack_string(&k->pack, f->among_extra ? labels[i].extra : labels[i].code);
        json_sep(out);
        json_str(out, value, strlen(value));
    }
    buf_char(out, ']');
}

static void add_constraints(const knowledge *k, const export_field *f, bool key, buf *out) {
    if (!f->among && !f->among_table && !key) return;
    json_key(out, "constraints");
    buf_char(out, '{');
    if (key) json_kv_bool(out, "unique", true);
    if (f->among) {
        json_key(out, "enum");
        buf_char(out, '[');
        for (const char *const *value = f->among; *value; value++) {
            json_sep(out);
            json_str(out, *value, strlen(*value));
        }
        buf_char(out, ']');
    }
    add_table_values(k, f, out);
    buf_char(out, '}');
}

static void add_field(const knowledge *k, const export_format *format, const export_field *f, buf *out) {
    json_sep(out);
    buf_char(out, '{');
    json_kv_str(out, "name", f->name);
    json_kv_str(out, "type", type_name(f->type));
    if (f->type == FIELD_BOOLEAN && format->frame == FRAME_CSV) buf_str(out, ",\"trueValues\":[\"1\"],\"falseValues\":[\"0\"]");
    json_key(out, "description");
    buf about;
    buf_init(&about);
    buf_str(&about, f->about);
    if (f->from == FROM_NOTHING) buf_str(&about, " (not known to depeche: always empty)");
    json_str(out, about.at ? about.at : "", about.n);
    buf_free(&about);
    add_constraints(k, f, strcmp(f->name, format->key) == 0, out);
    buf_char(out, '}');
}

static void add_schema(const knowledge *k, const export_format *format, buf *out) {
    json_key(out, "schema");
    buf_str(out, "{\"fields\":[");
    for (uint32_t i = 0; i < format->field_count; i++) add_field(k, format, &format->fields[i], out);
    buf_str(out, "],\"missingValues\":[\"\"]");
    json_kv_str(out, "primaryKey", format->key);
    buf_char(out, '}');
}

static void add_dialect(const export_format *format, buf *out) {
    if (!export_format_is_table(format)) return;
    json_key(out, "dialect");
    buf_str(out, format->frame == FRAME_TSV
                     ? "{\"delimiter\":\"\\t\",\"lineTerminator\":\"\\n\",\"header\":true}"
                     : "{\"delimiter\":\",\",\"lineTerminator\":\"\\r\\n\",\"doubleQuote\":true,\"header\":true}");
}

/* "acled.csv" of "out/acled.csv": paths in a package begin at its own folder. */
static const char *base_name(const char *file) {
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

static void add_resource(const knowledge *k, const export_options *o, const export_result *result, const char *file, buf *out) {
    const export_format *format = o->format;
    json_key(out, "resources");
    buf_str(out, "[{");
    json_kv_str(out, "name", format->name);
    json_kv_str(out, "title", format->title);
    json_kv_str(out, "path", base_name(file));
    json_kv_str(out, "profile", export_format_is_table(format) ? "tabular-data-resource" : "data-resource");
    if (export_format_is_table(format)) json_kv_str(out, "format", format->frame == FRAME_TSV ? "tsv" : "csv");
    json_kv_str(out, "mediatype", format->media_type);
    if (format->frame != FRAME_GPKG) json_kv_str(out, "encoding", "utf-8");
    json_kv_int(out, "bytes", (int64_t)result->bytes);
    add_dialect(format, out);
    add_schema(k, format, out);
    buf_str(out, "}]");
}

/* ---- what it was made from, and how -------------------------------------------------------------------------------------- */

/* A private person's name is masked as it is in the rows. */
static dp_status add_filters(ledger *l, const ledger_filter *f, buf *out, dp_error *err) {
    const struct {
        const char *name, *value;
        bool may_name; /* somebody */
    } all[] = {{"place", f->place, false},      {"actor", f->actor, true}, {"claimant", f->claimant, true},
               {"type", f->type, false},        {"from", f->from, false},  {"to", f->to, false},
               {"text", f->text, true},         {"lang", f->lang, false},  {"dispatch", f->dispatch, false},
               {"reviewed", f->reviewed, false}};
    json_key(out, "filters");
    buf_char(out, '{');
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof all / sizeof *all; i++) {
        bool person = false;
        if (!all[i].value) continue;
        if (all[i].may_name && !f->with_names) s = ledger_names_person(l, all[i].value, &person, err);
        json_kv_str(out, all[i].name, person ? "[person]" : all[i].value);
    }
    if (f->rejected) json_kv_bool(out, "rejected", true);
    if (f->limit) json_kv_int(out, "limit", (int64_t)f->limit);
    if (f->offset) json_kv_int(out, "offset", (int64_t)f->offset);
    buf_char(out, '}');
    return s;
}

static void add_settings(const export_options *o, buf *out) {
    static const char *const policies[] = {"agreed", "conservative", "each"}, *const places[] = {"exact", "admin1", "country"};
    json_kv_str(out, "format", o->format->name);
    if (o->format->events) json_kv_str(out, "policy", policies[o->policy]);
    json_kv_str(out, "places", places[o->coarsen]);
    json_kv_str(out, "persons", o->filter.with_names ? "named" : "masked");
    if (o->quote_characters == EXPORT_QUOTES_FULL)
        json_kv_str(out, "quotes", "full");
    else
        json_kv_int(out, "quotes", o->coarsen == EXPORT_EXACT ? o->quote_characters : 0);
    if (export_format_is_table(o->format)) json_kv_bool(out, "formulas_neutralised", !o->raw);
}

static bool add_reading(void *context, const ledger_row *row) {
    buf *out = context;
    json_sep(out);
    ledger_row_json(row, out);
    if (out->n && out->at[out->n - 1] == '\n') out->n--;
    return true;
}

static dp_status add_provenance(ledger *l, const export_options *o, const export_result *result, buf *out, dp_error *err) {
    json_key(out, "depeche");
    buf_char(out, '{');
    json_kv_str(out, "version", DP_VERSION);
    json_kv_int(out, "rows", (int64_t)result->rows);
    add_settings(o, out);
    dp_status s = add_filters(l, &o->filter, out, err);
    if (s != DP_OK) return s;
    json_key(out, "readings");
    buf_char(out, '[');
    s = ledger_query(l, LEDGER_READINGS, NULL, add_reading, out, NULL, err);
    buf_str(out, "]}");
    return s;
}

dp_status export_package(ledger *l, const knowledge *k, const export_options *o, const export_result *result, const char *file,
                         buf *out, dp_error *err) {
    buf_char(out, '{');
    json_key(out, "name");
    buf_printf(out, "\"depeche-%s\"", o->format->name);
    json_kv_str(out, "title", "Claims: who says that what happened, where and when");
    json_kv_str(out, "description",
                "Read from news dispatches by depeche. A claim is its claimant's: nothing here says that it is true.");
    json_kv_str(out, "profile", export_format_is_table(o->format) ? "tabular-data-package" : "data-package");
    json_key(out, "licenses");
    buf_str(out, "[{\"name\":\"CC-BY-4.0\",\"path\":\"https://creativecommons.org/licenses/by/4.0/\","
                 "\"title\":\"Names, codes and points of places; the dispatches are their publishers'\"}]");
    json_key(out, "sources");
    buf_char(out, '[');
    buf_char(out, '{');
    json_kv_str(out, "title", ledger_attribution());
    json_kv_str(out, "path", "https://www.geonames.org");
    buf_str(out, "}]");
    add_resource(k, o, result, file, out);
    dp_status s = add_provenance(l, o, result, out, err);
    buf_str(out, "}\n");
    return s == DP_OK && out->failed ? error_nomem(err) : s;
}
