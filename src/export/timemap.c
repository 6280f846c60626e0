/* timemap: events for TimeMap (Forensic Architecture; Bellingcat's maps run on it): one JSON array, every value a string. */
#include <math.h>
#include <string.h>

#include "core/edtf.h"
#include "export/value.h"

/* TimeMap reads "11/9/2017". */
static export_cell date(const export_row *row) {
    civil c;
    const char *day = row->r.first_day;
    if (!day || !edtf_parse(day, &c)) return cell_text(NULL);
    return cell_printed(row, "%d/%d/%d", (int)c.month, (int)c.day, (int)c.year);
}

static export_cell date_precision(const export_row *row) {
    int64_t days = days_spanned(&row->r);
    if (days == 0) return cell_text(NULL);
    return days == 1 ? cell_text("day") : cell_printed(row, "%s to %s", row->r.first_day, row->r.last_day);
}

/* Both or neither, as TimeMap's schema demands. */
static export_cell degrees(const export_row *row, double v) {
    buf b;
    if (!isfinite(row->place.lat) || !isfinite(row->place.lon)) return cell_text(NULL);
    buf_init(&b);
    json_number(v, &b);
    return cell_of_buf(row, &b, CELL_TEXT);
}
static export_cell latitude(const export_row *row) {
    return degrees(row, row->place.lat);
}
static export_cell longitude(const export_row *row) {
    return degrees(row, row->place.lon);
}

static export_cell string_list(const export_row *row, const char *const *texts, uint32_t n) {
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (!texts[i]) continue;
        json_sep(&b);
        json_str(&b, texts[i], strlen(texts[i]));
    }
    buf_char(&b, ']');
    return cell_of_buf(row, &b, CELL_JSON);
}
static export_cell associations(const export_row *row) {
    return string_list(row, (const char *const[]){row->r.type, row->actor.name, row->recipient.name}, 3);
}
static export_cell sources(const export_row *row) {
    const char *url = web_address(row->r.url);
    return string_list(row, (const char *const[]){url ? url : row->r.dispatch}, 1);
}

static const export_field fields[] = {
    F_TEXT("id", r.id, "Content id of the claim, of an event its first claim"),
    F_TEXT("description", voices, "Who says it, in whose words: \"X says: …\""),
    F_CALL("date", FIELD_STRING, date, "First day on which it may have happened, month/day/year"),
    F_CALL("time_precision", FIELD_STRING, date_precision, "day, or the first and the last day"),
    F_CALL("location", FIELD_STRING, value_full_place, "Place, region and country"),
    F_CALL("latitude", FIELD_STRING, latitude, "Degrees north, WGS 84"),
    F_CALL("longitude", FIELD_STRING, longitude, "Degrees east, WGS 84"),
    F_TEXT("type", r.type, "PLOVER event type, or STATE"),
    F_TEXT("category", r.acled, "ACLED sub-event type"),
    F_CALL("associations", FIELD_ARRAY, associations, "Type, actor and recipient, to filter by"),
    F_CALL("sources", FIELD_ARRAY, sources, "Address or content id of the first dispatch"),
    F_TEXT("comments", r.says, "What is said, in one line of plain words"),
};

static const char *unfit(const ledger_record *r) {
    const record_place *p = r->place ? r->place : r->control_place;
    if (!says_it_happened(r)) return "claims that are negated, planned, ordered or supposed";
    return r->first_day || (p && isfinite(p->lat)) ? NULL : "claims with neither a day nor a point";
}

const export_format format_timemap = {.name = "timemap",
                                      .title = "TimeMap events",
                                      .media_type = "application/json",
                                      .frame = FRAME_DOCUMENT,
                                      .events = true,
                                      .sparse = true,
                                      .head = "[",
                                      .tail = "\n]\n",
                                      .key = "id",
                                      .holds = FACT_CLAIMANT | FACT_DAYS | FACT_QUOTE,
                                      .unfit = unfit,
                                      FIELDS(fields)};
