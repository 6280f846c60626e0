/* acled: the 31 columns of ACLED's event table, in the order of its export files; names and values as "ACLED Codebook"
 * (acleddata.com/knowledge-base/codebook, tables 1 to 3) has them. What ACLED's coders decide and depeche does not is empty. */
#include <string.h>

#include "core/edtf.h"
#include "export/value.h"

/* Event and disorder types are those that world/ontology/acled.rules gives the sub-event type. */
static export_cell event_type(const export_row *row) {
    return cell_text(ontology_extra_of(row->k, "ontology/acled", row->r.acled));
}
static export_cell disorder_type(const export_row *row) {
    return cell_text(ontology_label_of(row->k, "ontology/acled", row->r.acled));
}

/* ---- days ---------------------------------------------------------------------------------------------------------------- */

/* 1: the day; 2: within a week; 3: within a month. Vaguer days have no place in ACLED. */
static int64_t precision(const ledger_record *r) {
    int64_t days = days_spanned(r);
    return days == 0 || days > 31 ? RECORD_NONE : days == 1 ? 1 : days <= 7 ? 2 : 3;
}
static export_cell time_precision(const export_row *row) {
    return cell_int(precision(&row->r));
}
/* "The middle of the period is used as the reference date", of a week as of a month; that of an even number of days is the
 * earlier one of the two. */
static export_cell event_date(const export_row *row) {
    civil first;
    if (precision(&row->r) == RECORD_NONE || !edtf_parse(row->r.first_day, &first)) return cell_text(NULL);
    char iso[16];
    day_format(day_from_civil(first.year, first.month, first.day) + (int32_t)(days_spanned(&row->r) - 1) / 2, iso);
    return cell_text(arena_copy(row->a, iso, strlen(iso)));
}

/* ---- actors -------------------------------------------------------------------------------------------------------------- */

static export_cell further(const export_row *row, const record_actor *at, uint32_t n) {
    buf b;
    buf_init(&b);
    for (uint32_t i = 1; i < n; i++) {
        if (!at[i].name) continue;
        if (b.n) buf_str(&b, "; ");
        buf_str(&b, at[i].name);
    }
    if (b.n) return cell_of_buf(row, &b, CELL_TEXT);
    buf_free(&b);
    return cell_text(NULL);
}
static export_cell assoc_actor_1(const export_row *row) {
    return further(row, row->r.actors, row->r.actor_count);
}
static export_cell assoc_actor_2(const export_row *row) {
    return further(row, row->r.recipients, row->r.recipient_count);
}

static bool has_sector(const record_actor *a, const char *sector) {
    const char *hit = a->sectors ? strstr(a->sectors, sector) : NULL;
    return hit && (hit == a->sectors || hit[-1] == ' ') && (hit[3] == ' ' || hit[3] == '\0');
}

/* In the order in which ACLED puts two of them side by side: that of its numbers, but for "External/Other forces-Civilians" (78).
 */
enum inter { INTER_UNKNOWN, INTER_STATE, INTER_REBEL, INTER_EXTERNAL, INTER_CIVILIANS };
static const char *const inters[] = {NULL, "State forces", "Rebel group", "External/Other forces", "Civilians"};

/* What the actor's sectors say without doubt: soldiers, police and government at home are the state's forces, abroad external
 * ones. */
static enum inter inter_of(const export_row *row, const record_actor *a) {
    bool state = has_sector(a, "MIL") || has_sector(a, "GOV") || has_sector(a, "COP");
    if (has_sector(a, "REB")) return INTER_REBEL;
    if (has_sector(a, "IGO")) return INTER_EXTERNAL;
    if (has_sector(a, "CVL")) return INTER_CIVILIANS;
    if (!state || !a->country || !row->place.country) return INTER_UNKNOWN;
    return strcmp(a->country, row->place.country) == 0 ? INTER_STATE : INTER_EXTERNAL;
}
static export_cell inter1(const export_row *row) {
    return cell_text(inters[inter_of(row, &row->actor)]);
}
static export_cell inter2(const export_row *row) {
    return cell_text(inters[inter_of(row, &row->recipient)]);
}
static export_cell interaction(const export_row *row) {
    enum inter a = inter_of(row, &row->actor), b = inter_of(row, &row->recipient);
    if (!a || !b) return cell_text(NULL);
    return cell_printed(row, "%s-%s", inters[a < b ? a : b], inters[a < b ? b : a]);
}
/* All violence against civilians; what else may be aimed at them is where the recipient is civilian. Never a battle: there
 * civilians are hit by the way. */
static export_cell civilian_targeting(const export_row *row) {
    static const char *const may[] = {"Explosions/Remote violence", "Riots", "Protests"};
    const char *type = ontology_extra_of(row->k, "ontology/acled", row->r.acled);
    const char *disorder = ontology_label_of(row->k, "ontology/acled", row->r.acled);
    bool targeted = type && strcmp(type, "Violence against civilians") == 0;
    const bool violent = disorder && strncmp(disorder, "Political violence", 18) == 0;
    for (size_t i = 0; type && violent && i < sizeof may / sizeof *may; i++)
        targeted |= strcmp(type, may[i]) == 0 && inter_of(row, &row->recipient) == INTER_CIVILIANS;
    return cell_text(targeted ? "Civilian targeting" : NULL);
}

/* ACLED writes 0 where nobody tells a number; depeche does not, for silence is no count. */
static export_cell fatalities(const export_row *row) {
    return cell_int(row->killed_best != RECORD_NONE ? row->killed_best : row->killed_low);
}

static const export_field fields[] = {
    F_TEXT("event_id_cnty", r.id, "Content id of the claim, of an event its first claim; not a number of ACLED's"),
    F_CALL("event_date", FIELD_DATE, event_date, "The day; of several the middle one; empty where it is not known to a month"),
    F_CALL("year", FIELD_YEAR, value_year, "Year, where all days lie in one"),
    F_CALL("time_precision", FIELD_INTEGER, time_precision, "1: the day; 2: within a week; 3: within a month"),
    F_CALL("disorder_type", FIELD_STRING, disorder_type, "ACLED disorder type that goes with the sub-event type"),
    {.name = "event_type",
     .type = FIELD_STRING,
     .from = FROM_CALL,
     .call = event_type,
     .about = "ACLED event type that goes with the sub-event type",
     .among_table = "ontology/acled",
     .among_extra = true},
    F_TEXT("sub_event_type", r.acled, "ACLED sub-event type"),
    F_TEXT("actor1", actor.name, "Who did it"),
    F_CALL("assoc_actor_1", FIELD_STRING, assoc_actor_1, "Further actors, set apart by semicolons"),
    F_CALL("inter1", FIELD_STRING, inter1, "Kind of actor 1, where its sectors say it without doubt"),
    F_TEXT("actor2", recipient.name, "To whom"),
    F_CALL("assoc_actor_2", FIELD_STRING, assoc_actor_2, "Further recipients, set apart by semicolons"),
    F_CALL("inter2", FIELD_STRING, inter2, "Kind of actor 2, where its sectors say it without doubt"),
    F_CALL("interaction", FIELD_STRING, interaction, "The two kinds, in ACLED's order; empty where one of them is not known"),
    F_CALL("civilian_targeting", FIELD_STRING, civilian_targeting,
           "Civilian targeting: violence against civilians, or other than battles with a civilian recipient"),
    F_CALL("iso", FIELD_INTEGER, value_country_number, "Numeric country code, ISO 3166-1"),
    F_EMPTY("region", FIELD_STRING, "ACLED's region of the world"),
    F_CALL("country", FIELD_STRING, value_country_name, "English name of the country"),
    F_TEXT("admin1", place.admin1, "First-level region"),
    F_EMPTY("admin2", FIELD_STRING, "Second-level region"),
    F_EMPTY("admin3", FIELD_STRING, "Third-level region"),
    F_TEXT("location", place.name, "Name of the place in GeoNames"),
    F_REAL("latitude", place.lat, "Degrees north, WGS 84"),
    F_REAL("longitude", place.lon, "Degrees east, WGS 84"),
    F_INT("geo_precision", place.geo_precision, "1: the place; 2: near it; 3: a region"),
    F_TEXT("source", source_list, "Outlets, set apart by semicolons"),
    F_EMPTY("source_scale", FIELD_STRING, "Reach of the sources"),
    F_TEXT("notes", voices, "Who says it, in whose words: \"X says: …\""),
    F_CALL("fatalities", FIELD_INTEGER, fatalities, "Number of dead; empty where none is told, which is not 0"),
    F_EMPTY("tags", FIELD_STRING, "ACLED's tags"),
    F_EMPTY("timestamp", FIELD_INTEGER, "When ACLED published the row"),
};

static const char *unfit(const ledger_record *r) {
    if (!says_it_happened(r)) return "claims that are negated, planned, ordered or supposed";
    if (!r->acled) return "claims without an ACLED sub-event type";
    return NULL;
}

const export_format format_acled = {.name = "acled",
                                    .title = "ACLED event table",
                                    .media_type = "text/csv",
                                    .frame = FRAME_CSV,
                                    .events = true,
                                    .key = "event_id_cnty",
                                    .holds = FACT_CLAIMANT | FACT_PARTIES | FACT_QUOTE | FACT_DEAD,
                                    .unfit = unfit,
                                    FIELDS(fields)};
