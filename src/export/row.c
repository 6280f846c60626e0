/* Claims as rows, and claims of one event as one row. */
#include "export/row.h"

#include <string.h>

#include "export/value.h"
#include "ledger/dispute.h"

#define VOICES_MAX 10u

const char *row_dispute_name(uint32_t i) {
    static const char *const names[ROW_DISPUTES] = {"day", "place", "dead", "type", "actor", "recipient", "control"};
    return i < ROW_DISPUTES ? names[i] : "";
}

static const record_casualty *first_dead(const ledger_record *r) {
    for (uint32_t i = 0; i < r->casualty_count; i++)
        if (r->casualties[i].role && strcmp(r->casualties[i].role, "killed") == 0) return &r->casualties[i];
    return NULL;
}

/* ---- who says it --------------------------------------------------------------------------------------------------------- */

static void add_voice(const ledger_record *r, buf *out) {
    buf_str(out, r->claimant ? r->claimant : "an unnamed voice");
    buf_str(out, " says: ");
    buf_str(out, r->quote ? r->quote : r->says);
}

static const char *kept(buf *b, arena *a) {
    const char *s = b->failed || b->n == 0 ? NULL : arena_copy(a, b->at, b->n);
    buf_free(b);
    return s;
}

enum record_text { OF_DISPATCH, OF_VOICE, OF_SOURCE };

static const char *text_of(const ledger_record *r, enum record_text which) {
    return which == OF_DISPATCH ? r->dispatch : which == OF_VOICE ? r->voice : r->source;
}

static bool seen_before(const ledger_record *const *claims, uint32_t i, enum record_text which) {
    const char *a = text_of(claims[i], which);
    for (uint32_t j = 0; j < i; j++) {
        const char *b = text_of(claims[j], which);
        if (a && b && strcmp(a, b) == 0) return true;
    }
    return false;
}

static void tell_voices(const ledger_record *const *claims, uint32_t n, export_row *out) {
    buf sources, voices;
    buf_init(&sources);
    buf_init(&voices);
    for (uint32_t i = 0; i < n; i++) {
        out->dispatches += !seen_before(claims, i, OF_DISPATCH);
        out->origins += !seen_before(claims, i, OF_VOICE);
        if (claims[i]->source && !seen_before(claims, i, OF_SOURCE)) {
            out->sources++;
            if (sources.n) buf_str(&sources, "; ");
            buf_str(&sources, claims[i]->source);
        }
        if (i >= VOICES_MAX) continue;
        if (voices.n) buf_str(&voices, "; ");
        add_voice(claims[i], &voices);
    }
    if (n > VOICES_MAX) buf_printf(&voices, "; and %u more", n - VOICES_MAX);
    out->claims = n;
    out->source_list = kept(&sources, out->a);
    out->voices = kept(&voices, out->a);
}

/* ---- one claim ----------------------------------------------------------------------------------------------------------- */

static void spread(export_row *out) {
    const ledger_record *r = &out->r;
    const record_casualty *dead = first_dead(r);
    out->place = r->place ? *r->place : r->control_place ? *r->control_place : no_place();
    out->actor = r->actor_count ? r->actors[0] : (record_actor){.at = {RECORD_NONE, RECORD_NONE}};
    out->recipient = r->recipient_count ? r->recipients[0] : (record_actor){.at = {RECORD_NONE, RECORD_NONE}};
    out->killed_low = dead ? dead->low : RECORD_NONE;
    out->killed_best = dead ? dead->best : RECORD_NONE;
    out->killed_high = dead ? dead->high : RECORD_NONE;
}

void row_of_claim(const ledger_record *r, const knowledge *k, arena *a, export_row *out) {
    *out = (export_row){.r = *r, .k = k, .a = a};
    spread(out);
    tell_voices(&r, 1, out);
}

/* ---- an event ------------------------------------------------------------------------------------------------------------ */

/* Takes a value that the event lacks from another claim; false where both have one and they differ. */
static bool agree(const char **mine, const char *theirs) {
    if (!theirs) return true;
    if (!*mine) *mine = theirs;
    return strcmp(*mine, theirs) == 0;
}

static bool type_agrees(ledger_record *mine, const ledger_record *theirs) {
    bool same = agree(&mine->type, theirs->type);
    same &= agree(&mine->mode, theirs->mode);
    same &= agree(&mine->cameo, theirs->cameo);
    same &= agree(&mine->acled, theirs->acled);
    return same;
}

/* "SYR" and "SYRMIL" are no contradiction: what both say is "SYR". */
static bool codes_agree(const char *a, const char *b) {
    return strncmp(a, b, strlen(a) < strlen(b) ? strlen(a) : strlen(b)) == 0;
}

static bool actor_agrees(record_actor *mine, const record_actor *theirs) {
    if (!theirs->name) return true;
    if (!mine->name) {
        *mine = *theirs;
        return true;
    }
    if (strcmp(mine->name, theirs->name) == 0) return true;
    if (!mine->code || !theirs->code || !codes_agree(mine->code, theirs->code)) return false;
    if (strlen(theirs->code) < strlen(mine->code)) *mine = *theirs;
    return true;
}

static bool place_agrees(record_place *mine, const record_place *theirs) {
    if (!theirs->name) return true;
    if (!mine->name) {
        *mine = *theirs;
        return true;
    }
    return strcmp(mine->name, theirs->name) == 0 && mine->code == theirs->code;
}

/* The days that both allow. */
static bool days_agree(ledger_record *mine, const ledger_record *theirs) {
    if (!theirs->first_day || !theirs->last_day) return true;
    if (!mine->first_day || !mine->last_day) {
        mine->first_day = theirs->first_day;
        mine->last_day = theirs->last_day;
        mine->time_basis = theirs->time_basis;
        return true;
    }
    if (strcmp(theirs->first_day, mine->first_day) > 0) mine->first_day = theirs->first_day;
    if (strcmp(theirs->last_day, mine->last_day) < 0) mine->last_day = theirs->last_day;
    return strcmp(mine->first_day, mine->last_day) <= 0;
}

static int64_t least(const export_row *row) {
    return row->killed_low != RECORD_NONE ? row->killed_low : row->killed_best;
}

static bool dead_agree(export_row *mine, const export_row *theirs) {
    if (least(theirs) == RECORD_NONE) return true;
    if (least(mine) == RECORD_NONE) {
        mine->killed_low = theirs->killed_low;
        mine->killed_best = theirs->killed_best;
        mine->killed_high = theirs->killed_high;
        return true;
    }
    if (mine->killed_low == theirs->killed_low && mine->killed_best == theirs->killed_best &&
        mine->killed_high == theirs->killed_high)
        return true;
    int64_t low = least(theirs) < least(mine) ? least(theirs) : least(mine);
    mine->killed_low = mine->killed_best = low;
    mine->killed_high = RECORD_NONE;
    return false;
}

static unsigned merge(export_row *mine, const export_row *theirs) {
    unsigned differ = 0;
    if (!type_agrees(&mine->r, &theirs->r)) differ |= ROW_TYPE;
    if (!actor_agrees(&mine->actor, &theirs->actor)) differ |= ROW_ACTOR;
    if (!actor_agrees(&mine->recipient, &theirs->recipient)) differ |= ROW_RECIPIENT;
    if (!place_agrees(&mine->place, &theirs->place)) differ |= ROW_PLACE;
    if (!days_agree(&mine->r, &theirs->r)) differ |= ROW_DAYS;
    if (!dead_agree(mine, theirs)) differ |= ROW_DEAD;
    if (!agree(&mine->r.control, theirs->r.control)) differ |= ROW_CONTROL;
    return differ;
}

/* Empties what the claims differ on; the count of the dead stays at its lowest. */
static void empty(export_row *row, unsigned differ) {
    ledger_record *r = &row->r;
    if (differ & ROW_TYPE) r->type = r->type_label = r->mode = r->cameo = r->cameo_label = r->acled = r->contexts = NULL;
    if (differ & ROW_ACTOR) row->actor = (record_actor){.at = {RECORD_NONE, RECORD_NONE}};
    if (differ & ROW_RECIPIENT) row->recipient = (record_actor){.at = {RECORD_NONE, RECORD_NONE}};
    if (differ & ROW_PLACE) row->place = no_place();
    if (differ & ROW_DAYS) r->first_day = r->last_day = r->time_basis = NULL;
    if (differ & ROW_CONTROL) r->control = NULL;
    /* Lists are those of the first claim: they go where the first of each list is not everybody's. */
    r->actors = row->actor.name ? &row->actor : NULL;
    r->actor_count = row->actor.name != NULL;
    r->recipients = row->recipient.name ? &row->recipient : NULL;
    r->recipient_count = row->recipient.name != NULL;
}

void row_of_event(const ledger_record *const *claims, uint32_t n, unsigned disputes, const knowledge *k, arena *a,
                  export_row *out, unsigned *differ) {
    *differ = 0;
    *out = (export_row){.r = *claims[0], .k = k, .a = a};
    spread(out);
    for (uint32_t i = 1; i < n; i++) {
        export_row other = {.r = *claims[i], .k = k, .a = a};
        spread(&other);
        *differ |= merge(out, &other);
    }
    if (disputes & DISPUTE_DATE) *differ |= ROW_DAYS;
    if (disputes & DISPUTE_PLACE) *differ |= ROW_PLACE;
    if (n > 1 || *differ) empty(out, *differ);
    tell_voices(claims, n, out);
}
