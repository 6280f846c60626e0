/* csv, geojson, gpkg: one row a claim, in the ledger's own words; the columns of `depeche claims --csv`. */
#include <string.h>

#include "export/value.h"

/* "Syria: armed forces; Hezbollah" */
static export_cell listed(const export_row *row, const record_actor *at, uint32_t n, bool codes) {
    buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < n; i++) {
        const char *s = codes ? at[i].code : at[i].name;
        if (!s) continue;
        if (b.n) buf_str(&b, "; ");
        buf_str(&b, s);
    }
    if (b.n) return cell_of_buf(row, &b, CELL_TEXT);
    buf_free(&b);
    return cell_text(NULL);
}

static export_cell actors(const export_row *row) {
    return listed(row, row->r.actors, row->r.actor_count, false);
}
static export_cell actor_codes(const export_row *row) {
    return listed(row, row->r.actors, row->r.actor_count, true);
}
static export_cell recipients(const export_row *row) {
    return listed(row, row->r.recipients, row->r.recipient_count, false);
}
static export_cell recipient_codes(const export_row *row) {
    return listed(row, row->r.recipients, row->r.recipient_count, true);
}
static export_cell holder(const export_row *row) {
    return cell_text(row->r.holder ? row->r.holder->name : NULL);
}
static export_cell holder_code(const export_row *row) {
    return cell_text(row->r.holder ? row->r.holder->code : NULL);
}
static export_cell from_holder(const export_row *row) {
    return cell_text(row->r.from ? row->r.from->name : NULL);
}
static export_cell from_code(const export_row *row) {
    return cell_text(row->r.from ? row->r.from->code : NULL);
}
static export_cell short_id(const export_row *row) {
    return cell_text(row->r.short_id);
}

static void add_count(buf *b, int64_t v, const char *end) {
    if (v == RECORD_NONE)
        buf_char(b, '?');
    else
        buf_int(b, v);
    buf_str(b, end);
}

/* "killed 15/20/25 soldiers; captured ?/20/? men" */
static export_cell casualties(const export_row *row) {
    buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < row->r.casualty_count; i++) {
        const record_casualty *c = &row->r.casualties[i];
        if (i) buf_str(&b, "; ");
        buf_printf(&b, "%s ", c->role ? c->role : "");
        add_count(&b, c->low, "/");
        add_count(&b, c->best, "/");
        add_count(&b, c->high, "");
        if (c->who) buf_str(&b, " ");
        buf_str(&b, c->who);
    }
    if (b.n) return cell_of_buf(row, &b, CELL_TEXT);
    buf_free(&b);
    return cell_text(NULL);
}

static const export_field fields[] = {
    F_CALL("short_id", FIELD_STRING, short_id, "Shortest beginning of the id that is unique in the ledger"),
    F_TEXT("id", r.id, "Content id of the claim: the same in every ledger"),
    F_DATE("first_day", r.first_day, "First day on which it may have happened"),
    F_DATE("last_day", r.last_day, "Last day on which it may have happened"),
    F_AMONG("time_basis", r.time_basis, among_time_basis, "Where the days come from"),
    F_TEXT("claimant", r.claimant,
           "Who says it: who is named, else who is quoted without a name, else the outlet, else the dispatch"),
    F_AMONG("claimant_basis", r.claimant_basis, among_claimant_basis,
            "Who the claimant is: named, quoted without a name, the outlet, the dispatch"),
    F_TEXT("says", r.says, "What is said, in one line of plain words"),
    F_TEXT("type", r.type, "PLOVER event type, or STATE for a standing state"),
    F_TEXT("type_label", r.type_label, "Meaning of the type"),
    F_TEXT("mode", r.mode, "PLOVER mode"),
    F_TEXT("contexts", r.contexts, "PLOVER contexts, set apart by spaces"),
    F_TEXT("cameo", r.cameo, "CAMEO event code; none for what stands below another event of its sentence"),
    F_TEXT("cameo_label", r.cameo_label, "Meaning of the CAMEO code"),
    F_TEXT("cameo_below", r.cameo_below, "The code that a claim below another event of its sentence would have"),
    F_TEXT("acled", r.acled, "ACLED sub-event type"),
    F_CALL("actor", FIELD_STRING, actors, "Who did it, set apart by semicolons"),
    F_CALL("actor_code", FIELD_STRING, actor_codes, "CAMEO codes of the actors"),
    F_CALL("recipient", FIELD_STRING, recipients, "To whom, set apart by semicolons"),
    F_CALL("recipient_code", FIELD_STRING, recipient_codes, "CAMEO codes of the recipients"),
    F_AMONG("control", r.control, among_control, "What is said of who holds the place"),
    F_CALL("holder", FIELD_STRING, holder, "Who holds or takes the place"),
    F_CALL("holder_code", FIELD_STRING, holder_code, "CAMEO code of the holder"),
    F_CALL("from_holder", FIELD_STRING, from_holder, "Who held it before"),
    F_CALL("from_code", FIELD_STRING, from_code, "CAMEO code of the holder before"),
    F_INT("killed_low", killed_low, "Lowest number of dead"),
    F_INT("killed_best", killed_best, "Number of dead"),
    F_INT("killed_high", killed_high, "Highest number of dead"),
    F_CALL("casualties", FIELD_STRING, casualties, "All counts of people: what became of them, low/best/high, who"),
    F_TEXT("place", place.name, "Name of the place in the gazetteer"),
    F_INT("place_code", place.code, "GeoNames id of the place"),
    F_TEXT("country", place.country, "ISO 3166 alpha-2 code"),
    F_TEXT("admin1", place.admin1, "First-level region"),
    F_REAL("lat", place.lat, "Degrees north, WGS 84"),
    F_REAL("lon", place.lon, "Degrees east, WGS 84"),
    F_INT("geo_precision", place.geo_precision, "ACLED's spatial precision: 1 the place, 2 near it, 3 a region"),
    F_INT("where_prec", place.where_prec, "UCDP's spatial precision: 1 the place to 7 international"),
    F_AMONG("polarity", r.polarity, among_polarity, "Is it said to be so, or not to be so?"),
    F_AMONG("certainty", r.certainty, among_certainty, "How sure the claimant sounds, never how likely it is"),
    F_AMONG("tense", r.tense, among_tense, "Is it said to have happened, to go on, to be planned, supposed, ordered?"),
    F_BOOL("quoted", r.quoted, "1: the words stand inside the claimant's quotation marks"),
    F_TEXT("quote", r.quote, "The words of the clause, cut to a length"),
    F_TEXT("trigger", r.trigger, "The word that carries the event"),
    F_INT("start", r.at.start, "First character of the clause in the dispatch's text"),
    F_INT("end", r.at.end, "Character behind the clause"),
    F_TEXT("rule", r.rule, "File and line of the rule that read it"),
    F_TEXT("dispatch", r.dispatch, "Content id of the dispatch"),
    F_TEXT("given_id", r.given_id, "Id of the dispatch as handed in"),
    F_INT("claim_no", r.claim_no, "Number of the claim in its dispatch, from 1"),
    F_TEXT("source", r.source, "Outlet"),
    F_TEXT("dispatch_date", r.date, "Date of the dispatch, EDTF"),
    F_TEXT("date_basis", r.date_basis, "Where the dispatch's date comes from: given, inferred, unknown"),
    F_TEXT("lang", r.lang, "Language of the dispatch, BCP 47"),
    F_TEXT("title", r.title, "Title of the dispatch"),
    F_TEXT("url", r.url, "Address of the dispatch"),
};

#define HELD                                                                                                                     \
    FACT_CLAIMANT | FACT_CERTAINTY | FACT_CONTROL | FACT_HARM | FACT_DEAD | FACT_RANGE | FACT_DAYS | FACT_PARTIES |              \
        FACT_POSITION | FACT_SAYING | FACT_QUOTE

const export_format format_csv = {.name = "csv",
                                  .title = "claims as a table",
                                  .media_type = "text/csv",
                                  .frame = FRAME_CSV,
                                  .key = "id",
                                  .holds = HELD,
                                  FIELDS(fields)};
const export_format format_geojson = {.name = "geojson",
                                      .title = "claims as points on a map (RFC 7946)",
                                      .media_type = "application/geo+json",
                                      .frame = FRAME_GEOJSON,
                                      .key = "id",
                                      .holds = HELD,
                                      FIELDS(fields)};
const export_format format_gpkg = {.name = "gpkg",
                                   .title = "claims as an OGC GeoPackage",
                                   .media_type = "application/geopackage+sqlite3",
                                   .frame = FRAME_GPKG,
                                   .key = "id",
                                   .holds = HELD,
                                   FIELDS(fields)};
