/* polecat: the tab-separated columns of POLECAT's weekly files. */
#include <string.h>

#include "export/plover.h"
#include "export/value.h"

/* "military, territory" for what the ledger sets apart by spaces. */
static export_cell commas(const export_row *row, const char *words) {
    buf b;
    if (!words || !*words) return cell_text(NULL);
    buf_init(&b);
    for (; *words; words++) {
        if (*words == ' ')
            buf_str(&b, ", ");
        else
            buf_char(&b, *words);
    }
    return cell_of_buf(row, &b, CELL_TEXT);
}

static export_cell quad_code(const export_row *row) {
    static const char *const names[] = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    int64_t quad = plover_quad(row->k, row->r.type);
    return cell_text(quad == RECORD_NONE ? NULL : names[quad - 1]);
}
static export_cell contexts(const export_row *row) {
    return commas(row, row->r.contexts);
}

static export_cell country(const export_row *row, const record_actor *a) {
    return cell_text(country_name_of(row->k, a->country));
}
static export_cell first_sector(const export_row *row, const record_actor *a) {
    if (!a->sectors || !*a->sectors) return cell_text(NULL);
    return cell_printed(row, "%.*s", (int)strcspn(a->sectors, " "), a->sectors);
}
static export_cell actor_country(const export_row *row) {
    return country(row, &row->actor);
}
static export_cell actor_sector(const export_row *row) {
    return first_sector(row, &row->actor);
}
static export_cell actor_sectors(const export_row *row) {
    return commas(row, row->actor.sectors);
}
static export_cell recipient_country(const export_row *row) {
    return country(row, &row->recipient);
}
static export_cell recipient_sector(const export_row *row) {
    return first_sector(row, &row->recipient);
}
static export_cell recipient_sectors(const export_row *row) {
    return commas(row, row->recipient.sectors);
}

static bool is_town(const export_row *row) {
    return row->place.feature && strncmp(row->place.feature, "PPL", 3) == 0;
}
static export_cell city(const export_row *row) {
    return cell_text(is_town(row) ? row->place.name : NULL);
}
static export_cell event_date(const export_row *row) {
    return cell_text(single_day(&row->r));
}

static const export_field fields[] = {
    F_TEXT("Event ID", r.id, "Content id of the claim, of an event its first claim"),
    F_CALL("Event Date", FIELD_DATE, event_date, "The day; empty where it is not known to the day"),
    {.name = "Event Type",
     .type = FIELD_STRING,
     .from = FROM_TEXT,
     .offset = AT(r.type),
     .about = "PLOVER event type",
     .among_table = "ontology/types"},
    F_TEXT("Event Mode", r.mode, "PLOVER mode"),
    F_EMPTY("Intensity", FIELD_NUMBER, "POLECAT's scale from -10 to 10"),
    F_CALL("Quad Code", FIELD_STRING, quad_code, "Verbal or material cooperation or conflict"),
    F_CALL("Contexts", FIELD_STRING, contexts, "PLOVER contexts"),
    F_TEXT("Actor Name", actor.name, "Who did it"),
    F_CALL("Actor Country", FIELD_STRING, actor_country, "English name of the actor's country"),
    F_EMPTY("Actor COW", FIELD_INTEGER, "Correlates of War number of that country"),
    F_CALL("Primary Actor Sector", FIELD_STRING, actor_sector, "The first of the actor's sectors"),
    F_CALL("Actor Sectors", FIELD_STRING, actor_sectors, "PLOVER sectors of the actor"),
    F_EMPTY("Actor Title", FIELD_STRING, "Office of the actor"),
    F_TEXT("Actor Name Raw", actor.text, "The words of the dispatch that name the actor"),
    F_EMPTY("Wikipedia Actor ID", FIELD_STRING, "Page of the actor in Wikipedia"),
    F_TEXT("Recipient Name", recipient.name, "To whom"),
    F_CALL("Recipient Country", FIELD_STRING, recipient_country, "English name of the recipient's country"),
    F_EMPTY("Recipient COW", FIELD_INTEGER, "Correlates of War number of that country"),
    F_CALL("Primary Recipient Sector", FIELD_STRING, recipient_sector, "The first of the recipient's sectors"),
    F_CALL("Recipient Sectors", FIELD_STRING, recipient_sectors, "PLOVER sectors of the recipient"),
    F_EMPTY("Recipient Title", FIELD_STRING, "Office of the recipient"),
    F_TEXT("Recipient Name Raw", recipient.text, "The words of the dispatch that name the recipient"),
    F_EMPTY("Wikipedia Recipient ID", FIELD_STRING, "Page of the recipient in Wikipedia"),
    F_CALL("Placename", FIELD_STRING, value_full_place, "Place, region and country"),
    F_CALL("City", FIELD_STRING, city, "The place where it is a town"),
    F_EMPTY("District", FIELD_STRING, "Second-level region"),
    F_TEXT("Province", place.admin1, "First-level region"),
    F_CALL("Country", FIELD_STRING, value_country_name, "English name of the country"),
    F_REAL("Latitude", place.lat, "Degrees north, WGS 84"),
    F_REAL("Longitude", place.lon, "Degrees east, WGS 84"),
    F_INT("GeoNames ID", place.code, "Id of the place"),
    F_TEXT("Raw Placename", place.text, "The words of the dispatch that name the place"),
    F_TEXT("Feature Type", place.feature, "GeoNames feature code"),
    F_TEXT("Source", source_list, "Outlets, set apart by semicolons"),
    F_TEXT("Publication Date", r.date, "Date of the first dispatch, EDTF"),
    F_EMPTY("Story People", FIELD_STRING, "Persons named in the story"),
    F_EMPTY("Story Organizations", FIELD_STRING, "Organisations named in the story"),
    F_EMPTY("Story Locations", FIELD_STRING, "Places named in the story"),
    F_TEXT("Language", r.lang, "Language of the dispatch, BCP 47"),
    F_TEXT("Version", r.version, "Version of depeche that read it"),
};

static const char *unfit(const ledger_record *r) {
    return says_it_happened(r) ? plover_unfit(r) : "claims that are negated, planned, ordered or supposed";
}

const export_format format_polecat = {.name = "polecat",
                                      .title = "POLECAT event table",
                                      .media_type = "text/tab-separated-values",
                                      .frame = FRAME_TSV,
                                      .events = true,
                                      .key = "Event ID",
                                      .unfit = unfit,
                                      FIELDS(fields)};
