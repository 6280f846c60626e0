/* Claims as rows, and claims of one event as one row. */
#include "export/row.h"

#include <stdlib.h>
#include <string.h>

#include "export/value.h"
#include "ledger/dispute.h"

#define VOICES_MAX 10u

const char *row_dispute_name(uint32_t i) {
    static const char *const names[ROW_DISPUTES] = {"day",   "place",     "dead",    "type",
                                                    "actor", "recipient", "control", "kind of the type"};
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

/* Texts met so far: open addressing over pointers that outlive it. */
typedef struct text_set {
    const char **slots; /* [mask + 1] NULL: free */
    uint32_t mask, n;
} text_set;

static bool text_set_make(text_set *s, uint32_t most, arena *a) {
    uint32_t size = 16;
    while (size / 2 < most && size < 1u << 30) size *= 2;
    *s = (text_set){arena_array(a, size, sizeof *s->slots), size - 1, 0};
    return s->slots != NULL;
}

/* Notes a text; false where it was met before, or is none. */
static bool text_set_add(text_set *s, const char *text) {
    if (!text) return false;
    uint32_t i = (uint32_t)hash_bytes(text, strlen(text), 0) & s->mask;
    for (; s->slots[i]; i = (i + 1) & s->mask)
        if (strcmp(s->slots[i], text) == 0) return false;
    s->slots[i] = text;
    s->n++;
    return true;
}

static void tell_voices(const ledger_record *const *claims, uint32_t n, export_row *out) {
    buf sources, voices;
    text_set outlets, dispatches, origins;
    buf_init(&sources);
    buf_init(&voices);
    const bool room =
        text_set_make(&outlets, n, out->a) && text_set_make(&dispatches, n, out->a) && text_set_make(&origins, n, out->a);
    for (uint32_t i = 0; room && i < n; i++) {
        text_set_add(&dispatches, claims[i]->dispatch);
        text_set_add(&origins, claims[i]->voice);
        if (text_set_add(&outlets, claims[i]->source)) {
            if (sources.n) buf_str(&sources, "; ");
            buf_str(&sources, claims[i]->source);
        }
        if (i >= VOICES_MAX) continue;
        if (voices.n) buf_str(&voices, "; ");
        add_voice(claims[i], &voices);
    }
    if (n > VOICES_MAX) buf_printf(&voices, "; and %u more", n - VOICES_MAX);
    out->claims = n;
    out->dispatches = room ? dispatches.n : 0;
    out->origins = room ? origins.n : 0;
    out->sources = room ? outlets.n : 0;
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
    return agree(&mine->type, theirs->type);
}

/* What is said more finely than the type. */
static bool kind_agrees(ledger_record *mine, const ledger_record *theirs) {
    bool same = agree(&mine->mode, theirs->mode);
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
    if (!kind_agrees(&mine->r, &theirs->r)) differ |= ROW_KIND;
    if (!actor_agrees(&mine->actor, &theirs->actor)) differ |= ROW_ACTOR;
    if (!actor_agrees(&mine->recipient, &theirs->recipient)) differ |= ROW_RECIPIENT;
    if (!place_agrees(&mine->place, &theirs->place)) differ |= ROW_PLACE;
    if (!days_agree(&mine->r, &theirs->r)) differ |= ROW_DAYS;
    if (!dead_agree(mine, theirs)) differ |= ROW_DEAD;
    if (!agree(&mine->r.control, theirs->r.control)) differ |= ROW_CONTROL;
    return differ;
}

/* ---- one voice on an event ------------------------------------------------------------------------------------------------ */

/* A dispatch tells of one event in several claims: who shelled what, how many died. They complete each other and contradict
 * nobody; where two give a value the one that leads keeps its own, and of its counts of the dead the highest is the whole. */
static void complete(export_row *mine, const export_row *theirs) {
    if (mine->r.type && theirs->r.type && strcmp(mine->r.type, theirs->r.type) == 0) kind_agrees(&mine->r, &theirs->r);
    if (!mine->actor.name) mine->actor = theirs->actor;
    if (!mine->recipient.name) mine->recipient = theirs->recipient;
    if (!mine->place.name) mine->place = theirs->place;
    if (!mine->r.control) mine->r.control = theirs->r.control;
    if (!mine->r.first_day || !mine->r.last_day) days_agree(&mine->r, &theirs->r);
    if (least(theirs) <= least(mine)) return;
    mine->killed_low = theirs->killed_low;
    mine->killed_best = theirs->killed_best;
    mine->killed_high = theirs->killed_high;
}

/* By dispatch; the claim that leads comes first: what happened, by whom, in the order of the text. */
static int by_lead(const void *a, const void *b) {
    const ledger_record *x = *(const ledger_record *const *)a, *y = *(const ledger_record *const *)b;
    const int dispatch = strcmp(x->dispatch ? x->dispatch : "", y->dispatch ? y->dispatch : "");
    if (dispatch) return dispatch;
    if (!x->cameo != !y->cameo) return x->cameo ? -1 : 1;
    if (!x->actor_count != !y->actor_count) return x->actor_count ? -1 : 1;
    if (x->at.start != y->at.start) return x->at.start < y->at.start ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* Empties what the claims differ on; the count of the dead stays at its lowest. */
static void empty(export_row *row, unsigned differ) {
    ledger_record *r = &row->r;
    if (differ & (ROW_TYPE | ROW_KIND)) r->mode = r->cameo = r->cameo_label = r->acled = r->contexts = NULL;
    if (differ & ROW_TYPE) r->type = r->type_label = NULL;
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

static bool one_dispatch(const ledger_record *r, const char *dispatch) {
    return r->dispatch && dispatch ? strcmp(r->dispatch, dispatch) == 0 : r->dispatch == dispatch;
}

static uint32_t first_of_dispatch(const ledger_record *const *claims, uint32_t n, const char *dispatch) {
    uint32_t i = 0;
    while (i + 1 < n && !one_dispatch(claims[i], dispatch)) i++;
    return i;
}

/* The next dispatch's claims, from *at on, as one row. */
static void row_of_voice(const ledger_record *const *claims, uint32_t n, uint32_t *at, export_row *out) {
    const char *dispatch = claims[*at]->dispatch;
    out->r = *claims[*at];
    spread(out);
    for (++*at; *at < n && one_dispatch(claims[*at], dispatch); ++*at) {
        export_row facet = {.r = *claims[*at], .k = out->k, .a = out->a};
        spread(&facet);
        complete(out, &facet);
    }
}

/* CAMEO codes of one root are told by it: "190" of "193" and "195". */
static const char *common_cameo(const ledger_record *const *claims, uint32_t n, arena *a) {
    const char *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const char *code = claims[i]->cameo;
        if (code && first && strncmp(code, first, 2) != 0) return NULL;
        if (!first) first = code;
    }
    if (!first || strlen(first) < 2) return NULL;
    const char root[] = {first[0], first[1], '0'};
    return arena_copy(a, root, sizeof root);
}

void row_of_event(const ledger_record *const *claims, uint32_t n, unsigned disputes, const knowledge *k, arena *a,
                  export_row *out, unsigned *differ) {
    *differ = 0;
    *out = (export_row){.r = *claims[0], .k = k, .a = a};
    const ledger_record **order = arena_array(a, n, sizeof *order);
    spread(out);
    if (order) {
        memcpy(order, claims, n * sizeof *order);
        qsort(order, n, sizeof *order, by_lead);
        const uint32_t own = first_of_dispatch(order, n, claims[0]->dispatch);
        uint32_t behind = own;
        row_of_voice(order, n, &behind, out);
        for (uint32_t at = 0; at < n;) {
            const bool first = at == own;
            export_row other = {.k = k, .a = a};
            row_of_voice(order, n, &at, &other);
            if (!first) *differ |= merge(out, &other);
        }
    }
    if (disputes & DISPUTE_DATE) *differ |= ROW_DAYS;
    if (disputes & DISPUTE_PLACE) *differ |= ROW_PLACE;
    if (n > 1 || *differ) empty(out, *differ);
    if ((*differ & (ROW_TYPE | ROW_KIND)) == ROW_KIND) out->r.cameo = common_cameo(claims, n, a);
    out->r.id = claims[0]->id;
    tell_voices(claims, n, out);
}
