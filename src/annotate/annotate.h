/* Annotate: dispatch → text → mentions → claims, and the line of JSON that docs/contract.md describes. */
#ifndef DP_ANNOTATE_ANNOTATE_H
#define DP_ANNOTATE_ANNOTATE_H

#include "annotate/entity.h"
#include "claim/claim.h"
#include "core/buf.h"
#include "ingest/ingest.h"
#include "ingest/rules.h"
#include "overlay/overlay.h"
#include "petrarch/petrarch.h"

/* All knowledge of a pack, opened; const and shared by threads. */
typedef struct knowledge {
    pack pack;
    ingest_rules ingest;
    text_models *models;
    word_flags words;
    time_rules *times;
    gazetteer *places;
    actor_rules *actors;
    claim_rules *claims;
    petrarch *dictionaries;  /* a user's own, in PETRARCH's form; NULL */
    overlay *own;            /* … in depeche's own form; NULL */
    const char **own_files;  /* the files of both, as rule references number them, … */
    char *own_names;         /* … and their names */
    uint32_t own_complaints; /* lines of both that were left out */
} knowledge;
/* Opens all parts. A NULL path searches $DEPECHE_PACK, beside the program, then the installed place. */
dp_status knowledge_open(const char *path, knowledge *out, dp_error *err);
/* The same over a pack in memory, which the caller keeps alive. */
dp_status knowledge_open_bytes(const void *bytes, size_t size, knowledge *out, dp_error *err);
/* Lays the dictionaries of a folder over it, before anybody reads with it: they and their bytes become part of the knowledge and
 * of its hash. `complain` hears of each line that was left out; it may be NULL. A folder without dictionaries is an error. */
dp_status knowledge_add_dictionaries(knowledge *k, const char *folder, petrarch_complaint complain, void *context, dp_error *err);
void knowledge_close(knowledge *k);

/* What one dispatch says. Lives until the next annotate_run with the same workspace. */
typedef struct annotation {
    arena *memory; /* that it lives in */
    const dispatch *dispatch;
    const char *lang; /* given or identified, "und" where neither; there are no claims where the pack has no rules for it */
    bool lang_given;
    const language_passage *passages; /* [passage_count] in other languages: not read */
    uint32_t passage_count;
    text text;
    mentions mentions;
    claims claims;
    const entity *entities;
    uint32_t entity_count;
    utf8_index index; /* bytes → code points, for the edge */
    const struct annotation
        *title; /* the dispatch's title as a text of its own, without claims; NULL: annotate_title was not asked */
} annotation;

typedef struct annotate_workspace annotate_workspace; /* one thread's */
dp_status annotate_workspace_new(const knowledge *k, annotate_workspace **out, dp_error *err);
void annotate_workspace_free(annotate_workspace *w);
/* Without claims.statements. */
dp_status annotate_run(annotate_workspace *w, const dispatch *d, annotation *out, dp_error *err);

/* The same in an arena that is not reset first: it lives as long as that and the workspace, so that one workspace may serve many
 * annotations that are alive. */
dp_status annotate_into(annotate_workspace *w, arena *a, const dispatch *d, annotation *out, dp_error *err);

/* Adds claims.statements to what annotate_run or annotate_into gave. */
dp_status annotate_statements(const annotate_workspace *w, annotation *out, dp_error *err);

/* Adds `title`: who and which places the title names, which the text may not. Nothing where the dispatch has no title, no name of
 * several words can stand in it, or nothing is known of its language. */
dp_status annotate_title(const annotate_workspace *w, annotation *out, dp_error *err);

/* The line of JSON, without the line's end, appended. */
enum {
    ANNOTATE_TOKENS = 1,
    ANNOTATE_TYPED = 2 /* annotate_batch: claims of a PLOVER type only, no statements */
};
void annotate_json(const knowledge *k, const annotation *an, unsigned options, buf *out);
/* The error object that stands in a broken line's place. `id` may be NULL. */
void annotate_json_error(const char *id, const dp_error *err, buf *out);

#endif
