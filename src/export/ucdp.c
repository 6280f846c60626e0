/* ucdp: the columns of UCDP's Georeferenced Event Dataset (GED 24.1). A row is an event in which somebody died. Conflicts, dyads
 * and the kind of violence are UCDP's decisions and empty. */
#include <math.h>
#include <string.h>

#include "export/value.h"

/* 1: the day; 2: two to six days; 3: a week; 4: up to a month; 5: up to a year. */
static export_cell date_prec(const export_row *row) {
    int64_t days = days_spanned(&row->r);
    if (days == 0 || days > 366) return cell_text(NULL);
    return cell_int(days == 1 ? 1 : days < 7 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5);
}

static export_cell geom_wkt(const export_row *row) {
    if (!isfinite(row->place.lat) || !isfinite(row->place.lon)) return cell_text(NULL);
    buf b;
    buf_init(&b);
    buf_str(&b, "POINT (");
    json_number(row->place.lon, &b);
    buf_char(&b, ' ');
    json_number(row->place.lat, &b);
    buf_char(&b, ')');
    return cell_of_buf(row, &b, CELL_TEXT);
}

/* PRIO-GRID: cells of half a degree, counted from the south-west, 720 to a row. */
static export_cell priogrid_gid(const export_row *row) {
    double lat = row->place.lat, lon = row->place.lon;
    if (!(lat >= -90 && lat < 90 && lon >= -180 && lon < 180)) return cell_text(NULL);
    return cell_int((int64_t)floor((lat + 90) * 2) * 720 + (int64_t)floor((lon + 180) * 2) + 1);
}

/* "Harbour Wire, 2017-11-09, 'Title'" */
static export_cell source_article(const export_row *row) {
    const char *const parts[] = {row->source_list, row->r.date, row->r.title, row->r.url};
    buf b;
    buf_init(&b);
    for (int i = 0; i < 4; i++) {
        if (!parts[i]) continue;
        if (b.n) buf_str(&b, ", ");
        buf_str(&b, parts[i]);
    }
    if (b.n) return cell_of_buf(row, &b, CELL_TEXT);
    buf_free(&b);
    return cell_text(NULL);
}

static export_cell best(const export_row *row) {
    return cell_int(row->killed_best != RECORD_NONE ? row->killed_best : row->killed_low);
}

static const export_field fields[] = {
    F_TEXT("id", r.id, "Content id of the claim, of an event its first claim; not a number of UCDP's"),
    F_EMPTY("relid", FIELD_STRING, "UCDP's id of the event in the conflict"),
    F_CALL("year", FIELD_YEAR, value_year, "Year, where all days lie in one"),
    F_EMPTY("active_year", FIELD_INTEGER, "Does the event belong to an active dyad-year?"),
    F_EMPTY("code_status", FIELD_STRING, "State of UCDP's check"),
    F_EMPTY("type_of_violence", FIELD_INTEGER, "1: state-based; 2: non-state; 3: one-sided"),
    F_EMPTY("conflict_dset_id", FIELD_INTEGER, "Conflict, old id"),
    F_EMPTY("conflict_new_id", FIELD_INTEGER, "Conflict"),
    F_EMPTY("conflict_name", FIELD_STRING, "Name of the conflict"),
    F_EMPTY("dyad_dset_id", FIELD_INTEGER, "Dyad, old id"),
    F_EMPTY("dyad_new_id", FIELD_INTEGER, "Dyad"),
    F_EMPTY("dyad_name", FIELD_STRING, "Name of the dyad"),
    F_EMPTY("side_a_dset_id", FIELD_INTEGER, "Side A, old id"),
    F_EMPTY("side_a_new_id", FIELD_INTEGER, "Side A"),
    F_TEXT("side_a", actor.name, "Who did it"),
    F_EMPTY("side_b_dset_id", FIELD_INTEGER, "Side B, old id"),
    F_EMPTY("side_b_new_id", FIELD_INTEGER, "Side B"),
    F_TEXT("side_b", recipient.name, "To whom"),
    F_COUNT("number_of_sources", origins, "Voices that say it: copies of one text count once"),
    F_CALL("source_article", FIELD_STRING, source_article, "Outlets, date, title and address of the first dispatch"),
    F_TEXT("source_office", source_list, "Outlets, set apart by semicolons"),
    F_TEXT("source_date", r.date, "Date of the first dispatch, EDTF"),
    F_TEXT("source_headline", r.title, "Title of the first dispatch"),
    F_TEXT("source_original", voices, "Who says it, in whose words: \"X says: …\""),
    F_INT("where_prec", place.where_prec, "1: the place to 7: international waters or airspace"),
    F_TEXT("where_coordinates", place.name, "Name of the place in GeoNames"),
    F_TEXT("where_description", place.text, "The words of the dispatch that name the place"),
    F_TEXT("adm_1", place.admin1, "First-level region"),
    F_EMPTY("adm_2", FIELD_STRING, "Second-level region"),
    F_REAL("latitude", place.lat, "Degrees north, WGS 84"),
    F_REAL("longitude", place.lon, "Degrees east, WGS 84"),
    F_CALL("geom_wkt", FIELD_STRING, geom_wkt, "The point as well-known text"),
    F_CALL("priogrid_gid", FIELD_INTEGER, priogrid_gid, "Cell of PRIO-GRID 2.0 in which the point lies"),
    F_CALL("country", FIELD_STRING, value_country_name, "English name of the country"),
    F_EMPTY("country_id", FIELD_INTEGER, "Gleditsch and Ward's number of the country"),
    F_EMPTY("region", FIELD_STRING, "UCDP's region of the world"),
    F_EMPTY("event_clarity", FIELD_INTEGER, "1: an event of its own; 2: a sum of several"),
    F_CALL("date_prec", FIELD_INTEGER, date_prec, "1: the day; 2: two to six days; 3: a week; 4: a month; 5: a year"),
    F_DATE("date_start", r.first_day, "First day on which it may have happened"),
    F_DATE("date_end", r.last_day, "Last day on which it may have happened"),
    F_EMPTY("deaths_a", FIELD_INTEGER, "Dead of side A"),
    F_EMPTY("deaths_b", FIELD_INTEGER, "Dead of side B"),
    F_EMPTY("deaths_civilians", FIELD_INTEGER, "Dead civilians"),
    F_EMPTY("deaths_unknown", FIELD_INTEGER, "Dead of whom that is not known"),
    F_CALL("best", FIELD_INTEGER, best, "Number of dead"),
    F_INT("high", killed_high, "Highest number of dead"),
    F_INT("low", killed_low, "Lowest number of dead"),
    F_EMPTY("gwnoa", FIELD_INTEGER, "Gleditsch and Ward's number of side A"),
    F_EMPTY("gwnob", FIELD_INTEGER, "Gleditsch and Ward's number of side B"),
};

static const char *unfit(const ledger_record *r) {
    if (!says_it_happened(r)) return "claims that are negated, planned, ordered or supposed";
    for (uint32_t i = 0; i < r->casualty_count; i++) {
        const record_casualty *c = &r->casualties[i];
        if (c->role && strcmp(c->role, "killed") == 0) return c->high == 0 ? "claims that nobody died" : NULL;
    }
    return "claims that tell of no dead";
}

const export_format format_ucdp = {.name = "ucdp",
                                   .title = "UCDP GED event table",
                                   .media_type = "text/csv",
                                   .frame = FRAME_CSV,
                                   .events = true,
                                   .key = "id",
                                   .holds = FACT_CLAIMANT | FACT_DAYS | FACT_RANGE | FACT_QUOTE | FACT_DEAD,
                                   .unfit = unfit,
                                   FIELDS(fields)};
