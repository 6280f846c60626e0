/* A format: a table of fields. Writers print rows with it and the data package describes them with it. */
#ifndef DP_EXPORT_FORMAT_H
#define DP_EXPORT_FORMAT_H

#include <stddef.h>

#include "export/export.h"
#include "ledger/record.h"

/* What a row is made of: one claim, or the claims of one event. Empty values are NULL, RECORD_NONE or NAN. */
typedef struct export_row {
    ledger_record r;               /* shaped: places coarse, quotes cut */
    record_place place;            /* the claim's own, else the one whose control it speaks of */
    record_actor actor, recipient; /* the first of each */
    int64_t killed_low, killed_best, killed_high;
    uint32_t claims, dispatches, sources; /* that say it */
    uint32_t origins;                     /* independent ones among the dispatches: copies of one text count once */
    const char *source_list;              /* outlets, set apart by "; " */
    const char *voices;                   /* "X says: words; Y says: words" */
    const knowledge *k;                   /* may be NULL */
    arena *a;                             /* for values that are made */
} export_row;

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_INT, CELL_REAL, CELL_BOOL, CELL_JSON /* text that is JSON */ };
typedef struct export_cell {
    uint8_t kind;
    int64_t integer; /* INT, BOOL */
    double real;
    const char *text; /* TEXT, JSON; NULL is empty */
} export_cell;

/* Types of Frictionless Table Schema. */
enum field_type { FIELD_STRING, FIELD_INTEGER, FIELD_NUMBER, FIELD_BOOLEAN, FIELD_DATE, FIELD_YEAR, FIELD_ARRAY, FIELD_OBJECT };
enum field_from { FROM_NOTHING, FROM_TEXT, FROM_INT, FROM_COUNT /* uint32_t */, FROM_REAL, FROM_BOOL, FROM_CALL };

typedef struct export_field {
    const char *name;
    uint8_t type;  /* enum field_type */
    uint8_t from;  /* enum field_from: nothing is always empty */
    size_t offset; /* of the member in export_row */
    export_cell (*call)(const export_row *row);
    const char *about;        /* one sentence for the codebook */
    const char *const *among; /* the values it can have, NULL-terminated; NULL: any */
    const char *among_table;  /* else the pack's table whose codes they are; NULL: none */
    bool among_extra;         /* its `extra` column, each value once, instead of its codes */
} export_field;

#define AT(member) offsetof(export_row, member)
#define F_TEXT(n, member, what)                                                                                                  \
    { .name = n, .type = FIELD_STRING, .from = FROM_TEXT, .offset = AT(member), .about = what }
#define F_AMONG(n, member, list, what)                                                                                           \
    { .name = n, .type = FIELD_STRING, .from = FROM_TEXT, .offset = AT(member), .about = what, .among = list }
#define F_DATE(n, member, what)                                                                                                  \
    { .name = n, .type = FIELD_DATE, .from = FROM_TEXT, .offset = AT(member), .about = what }
#define F_INT(n, member, what)                                                                                                   \
    { .name = n, .type = FIELD_INTEGER, .from = FROM_INT, .offset = AT(member), .about = what }
#define F_COUNT(n, member, what)                                                                                                 \
    { .name = n, .type = FIELD_INTEGER, .from = FROM_COUNT, .offset = AT(member), .about = what }
#define F_REAL(n, member, what)                                                                                                  \
    { .name = n, .type = FIELD_NUMBER, .from = FROM_REAL, .offset = AT(member), .about = what }
#define F_BOOL(n, member, what)                                                                                                  \
    { .name = n, .type = FIELD_BOOLEAN, .from = FROM_BOOL, .offset = AT(member), .about = what }
#define F_CALL(n, t, function, what)                                                                                             \
    { .name = n, .type = t, .from = FROM_CALL, .call = function, .about = what }
/* A column that the format has and depeche knows nothing for. */
#define F_EMPTY(n, t, what)                                                                                                      \
    { .name = n, .type = t, .from = FROM_NOTHING, .about = what }
#define FIELDS(list) .fields = list, .field_count = sizeof(list) / sizeof *(list)

/* What a claim may hold that a format may not. */
enum export_fact {
    FACT_CLAIMANT = 1, /* who says it */
    FACT_CHAIN = 2,    /* through whom */
    FACT_CERTAINTY = 4,
    FACT_CONTROL = 8,    /* who holds the place, from whom */
    FACT_HARM = 16,      /* hurt, captured, missing … */
    FACT_RANGE = 32,     /* lowest and highest count of the dead */
    FACT_DAYS = 64,      /* more than one day */
    FACT_PARTIES = 128,  /* more than one actor or recipient */
    FACT_POSITION = 256, /* where in the text the words stand */
    FACT_MARKS = 512,    /* words at arm's length */
    FACT_SAYING = 1024,  /* negated, planned, supposed */
    FACT_QUOTE = 2048,
    FACT_DEAD = 4096
};
#define FACTS 13

enum export_frame { FRAME_CSV, FRAME_TSV, FRAME_LINES, FRAME_DOCUMENT, FRAME_GEOJSON, FRAME_GPKG };

struct export_format {
    const char *name, *title, *media_type;
    uint8_t frame;    /* enum export_frame */
    bool events;      /* rows are events */
    bool sparse;      /* JSON: members without a value are left out, not null */
    const char *head; /* DOCUMENT: what stands before and after the rows */
    const char *tail;
    const export_field *fields;
    uint32_t field_count;
    const char *key; /* field that names a row */
    unsigned holds;  /* enum export_fact */
    /* Why a claim has no place in the format: "claims without …" as a constant; NULL where it has. May be NULL. */
    const char *(*unfit)(const ledger_record *r);
    const char *remark; /* said after every export; NULL */
};

extern const export_format format_csv, format_jsonl, format_geojson, format_gpkg, format_acled, format_ucdp, format_plover,
    format_polecat, format_gdelt, format_timemap, format_claimreview, format_webannotation;

/* The value of a field in a row. */
export_cell field_value(const export_field *f, const export_row *row);

#endif
