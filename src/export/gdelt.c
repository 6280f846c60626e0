/* gdelt: the 61 tab-separated columns of GDELT 2.0's event table, with a head. Tone and FIPS codes are not known here. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/edtf.h"
#include "export/value.h"

/* ---- days: GDELT writes them as numbers ---------------------------------------------------------------------------------- */

static bool day_of(const export_row *row, civil *out) {
    const char *day = single_day(&row->r);
    return day && edtf_parse(day, out);
}

static export_cell day(const export_row *row) {
    civil c;
    return day_of(row, &c) ? cell_int((int64_t)c.year * 10000 + c.month * 100 + c.day) : cell_text(NULL);
}

static export_cell month(const export_row *row) {
    civil first, last;
    if (!row->r.first_day || !row->r.last_day || !edtf_parse(row->r.first_day, &first) || !edtf_parse(row->r.last_day, &last))
        return cell_text(NULL);
    bool one = first.year == last.year && first.month == last.month;
    return one ? cell_int((int64_t)first.year * 100 + first.month) : cell_text(NULL);
}

/* The codebook's formula: (month * 30 + day) / 365 behind the year. */
static export_cell fraction(const export_row *row) {
    civil c;
    if (!day_of(row, &c)) return cell_text(NULL);
    return (export_cell){.kind = CELL_REAL, .real = c.year + (c.month * 30 + c.day) / 365.0};
}

/* ---- actors -------------------------------------------------------------------------------------------------------------- */

static export_cell actor_country(const export_row *row, const record_actor *a) {
    return cell_text(country_alpha3(row->k, a->country));
}

static bool is_religion(const char *sector) {
    static const char codes[] = "MOS SHI SUN CHR CTH CPT DOX PRO JEW HIN BUD SIK ";
    for (const char *at = codes; *at; at += 4)
        if (strncmp(at, sector, 3) == 0) return true;
    return false;
}

/* The n-th sector that is, or is not, a religion. */
static export_cell sector(const export_row *row, const record_actor *a, bool religion, unsigned n) {
    for (const char *at = a->sectors; at && *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        if ((size == 3 && is_religion(at)) == religion && n-- == 0) return cell_printed(row, "%.*s", (int)size, at);
        at += size;
    }
    return cell_text(NULL);
}

#define ACTOR(number, role)                                                                                                      \
    static export_cell country##number(const export_row *row) {                                                                  \
        return actor_country(row, &row->role);                                                                                   \
    }                                                                                                                            \
    static export_cell religion##number(const export_row *row) {                                                                 \
        return sector(row, &row->role, true, 0);                                                                                 \
    }                                                                                                                            \
    static export_cell type##number##_1(const export_row *row) {                                                                 \
        return sector(row, &row->role, false, 0);                                                                                \
    }                                                                                                                            \
    static export_cell type##number##_2(const export_row *row) {                                                                 \
        return sector(row, &row->role, false, 1);                                                                                \
    }                                                                                                                            \
    static export_cell type##number##_3(const export_row *row) {                                                                 \
        return sector(row, &row->role, false, 2);                                                                                \
    }
ACTOR(1, actor)
ACTOR(2, recipient)

/* ---- event --------------------------------------------------------------------------------------------------------------- */

static export_cell code_part(const export_row *row, int digits) {
    return row->r.cameo ? cell_printed(row, "%.*s", digits, row->r.cameo) : cell_text(NULL);
}
static export_cell base_code(const export_row *row) {
    return code_part(row, 3);
}
static export_cell root_code(const export_row *row) {
    return code_part(row, 2);
}

/* The class of the code's root. */
static export_cell quad_class(const export_row *row) {
    char root[3] = "";
    if (row->r.cameo) snprintf(root, sizeof root, "%s", row->r.cameo);
    return cell_int(whole_number(ontology_label_of(row->k, "ontology/cameo-quads", root)));
}

/* Of the code, else of its base code: the scale does not name every finer one. */
static export_cell goldstein(const export_row *row) {
    char base[4] = "";
    if (row->r.cameo) snprintf(base, sizeof base, "%s", row->r.cameo);
    const char *scale = ontology_extra_of(row->k, "ontology/cameo", row->r.cameo);
    if (!scale) scale = ontology_extra_of(row->k, "ontology/cameo", base);
    return cell_real(scale ? strtod(scale, NULL) : NAN);
}

/* 1 a country, 3 or 4 a town (in the United States, elsewhere), 2 or 5 a region likewise. */
static export_cell geo_type(const export_row *row) {
    const record_place *p = &row->place;
    if (!p->feature) return cell_text(NULL);
    bool home = p->country && strcmp(p->country, "US") == 0;
    if (strncmp(p->feature, "PCL", 3) == 0) return cell_int(1);
    if (strcmp(p->feature, "ADM1") == 0) return cell_int(home ? 2 : 5);
    return strncmp(p->feature, "PPL", 3) == 0 ? cell_int(home ? 3 : 4) : cell_text(NULL);
}

#define ACTOR_FIELDS(number, role)                                                                                               \
    F_TEXT("Actor" #number "Code", role.code, "CAMEO code of the actor"),                                                        \
        F_TEXT("Actor" #number "Name", role.name, "Name of the actor"),                                                          \
        F_CALL("Actor" #number "CountryCode", FIELD_STRING, country##number, "Three-letter code of the actor's country"),        \
        F_EMPTY("Actor" #number "KnownGroupCode", FIELD_STRING, "CAMEO code of a known group"),                                  \
        F_EMPTY("Actor" #number "EthnicCode", FIELD_STRING, "CAMEO ethnic code"),                                                \
        F_CALL("Actor" #number "Religion1Code", FIELD_STRING, religion##number, "CAMEO religion code"),                          \
        F_EMPTY("Actor" #number "Religion2Code", FIELD_STRING, "A second religion code"),                                        \
        F_CALL("Actor" #number "Type1Code", FIELD_STRING, type##number##_1, "The actor's sector"),                               \
        F_CALL("Actor" #number "Type2Code", FIELD_STRING, type##number##_2, "A second sector"),                                  \
        F_CALL("Actor" #number "Type3Code", FIELD_STRING, type##number##_3, "A third sector")
#define NO_GEO_FIELDS(number)                                                                                                    \
    F_EMPTY("Actor" #number "Geo_Type", FIELD_INTEGER, "Kind of the actor's place"),                                             \
        F_EMPTY("Actor" #number "Geo_Fullname", FIELD_STRING, "The actor's place"),                                              \
        F_EMPTY("Actor" #number "Geo_CountryCode", FIELD_STRING, "FIPS code of its country"),                                    \
        F_EMPTY("Actor" #number "Geo_ADM1Code", FIELD_STRING, "FIPS code of its region"),                                        \
        F_EMPTY("Actor" #number "Geo_ADM2Code", FIELD_STRING, "Code of its second-level region"),                                \
        F_EMPTY("Actor" #number "Geo_Lat", FIELD_NUMBER, "Degrees north"),                                                       \
        F_EMPTY("Actor" #number "Geo_Long", FIELD_NUMBER, "Degrees east"),                                                       \
        F_EMPTY("Actor" #number "Geo_FeatureID", FIELD_STRING, "GNS or GNIS id")

static const export_field fields[] = {
    F_TEXT("GlobalEventID", r.id, "Content id of the claim, of an event its first claim; not a number of GDELT's"),
    F_CALL("Day", FIELD_INTEGER, day, "YYYYMMDD; empty where it is not known to the day"),
    F_CALL("MonthYear", FIELD_INTEGER, month, "YYYYMM, where all days lie in one month"),
    F_CALL("Year", FIELD_YEAR, value_year, "Year, where all days lie in one"),
    F_CALL("FractionDate", FIELD_NUMBER, fraction, "Year and (month * 30 + day) / 365"),
    ACTOR_FIELDS(1, actor),
    ACTOR_FIELDS(2, recipient),
    F_EMPTY("IsRootEvent", FIELD_INTEGER, "Does it stand in the lead?"),
    F_TEXT("EventCode", r.cameo, "CAMEO event code"),
    F_CALL("EventBaseCode", FIELD_STRING, base_code, "Its first three digits"),
    F_CALL("EventRootCode", FIELD_STRING, root_code, "Its first two digits"),
    F_CALL("QuadClass", FIELD_INTEGER, quad_class,
           "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    F_CALL("GoldsteinScale", FIELD_NUMBER, goldstein, "Goldstein's scale of the code, -10 (conflict) to 10 (cooperation)"),
    F_COUNT("NumMentions", claims, "Claims that say it"),
    F_COUNT("NumSources", sources, "Outlets that say it"),
    F_COUNT("NumArticles", dispatches, "Dispatches that say it"),
    F_EMPTY("AvgTone", FIELD_NUMBER, "GDELT's tone of the articles"),
    NO_GEO_FIELDS(1),
    NO_GEO_FIELDS(2),
    F_CALL("ActionGeo_Type", FIELD_INTEGER, geo_type,
           "1 country, 2 region of the United States, 3 town there, 4 town, 5 region elsewhere"),
    F_CALL("ActionGeo_Fullname", FIELD_STRING, value_full_place, "Place, region and country"),
    F_EMPTY("ActionGeo_CountryCode", FIELD_STRING, "FIPS code of the country"),
    F_EMPTY("ActionGeo_ADM1Code", FIELD_STRING, "FIPS code of the region"),
    F_EMPTY("ActionGeo_ADM2Code", FIELD_STRING, "Code of the second-level region"),
    F_REAL("ActionGeo_Lat", place.lat, "Degrees north, WGS 84"),
    F_REAL("ActionGeo_Long", place.lon, "Degrees east, WGS 84"),
    F_EMPTY("ActionGeo_FeatureID", FIELD_STRING, "GNS or GNIS id"),
    F_EMPTY("DATEADDED", FIELD_INTEGER, "When GDELT took it in"),
    F_TEXT("SOURCEURL", r.url, "Address of the first dispatch"),
};

static const char *unfit(const ledger_record *r) {
    if (!says_it_happened(r)) return "claims that are negated, planned, ordered or supposed";
    return r->cameo ? NULL : "claims without a CAMEO code";
}

const export_format format_gdelt = {.name = "gdelt",
                                    .title = "GDELT 2.0 event table",
                                    .media_type = "text/tab-separated-values",
                                    .frame = FRAME_TSV,
                                    .events = true,
                                    .key = "GlobalEventID",
                                    .unfit = unfit,
                                    FIELDS(fields)};
