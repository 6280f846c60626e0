#include "ledger/shelf.h"

#include <stdlib.h>
#include <string.h>

#define WEEK 8u /* days that stand in one slot, so that a question about two weeks looks at two or three of them */

typedef struct record {
    proposition p; /* its texts are the shelf's, equal ones once */
    int64_t key;
} record;

/* One time that a proposition was put into a block. */
typedef struct entry_link {
    uint32_t no, next; /* next: of the same week, plus 1; 0: the last */
    int32_t day;       /* on which it begins: it is not looked up in the record, which lies elsewhere */
} entry_link;

typedef struct week {
    uint64_t block;
    uint32_t no;        /* from 1; 0: a free slot */
    uint32_t first;     /* entry of those who lie here, plus 1; the members of crowds are not among them */
    uint8_t days[WEEK]; /* how many begin on each; BLOCK_CROWD + 1: a crowd */
} week;

typedef struct crowd {
    uint64_t block;
    int32_t day;
    uint32_t at[BLOCK_CROWD]; /* by id */
} crowd;

typedef struct string_slot {
    uint64_t hash;
    const char *text; /* NULL: free */
} string_slot;

struct shelf {
    record *records;
    uint32_t record_count, record_room;
    entry_link *entries;
    uint64_t *blocks; /* of the entries */
    uint32_t entry_count, entry_room, block_room;
    crowd *crowds;
    uint32_t crowd_count, crowd_room;
    /* Open addressing, sizes are powers of two. Numbers are one more than what they name; 0 is free. */
    uint32_t *ids;
    uint32_t ids_size;
    uint32_t *crowd_slots;
    uint32_t crowd_slots_size;
    week *weeks;
    uint32_t week_count, weeks_size;
    string_slot *strings;
    uint32_t string_count, strings_size;
    arena texts;
};

/* ---- growing ----------------------------------------------------------------------------------------------------------- */

/* Room for one more; an array holds fewer than 2^31 items. */
static bool reserve(void **at, uint32_t n, uint32_t *room, size_t item) {
    if (n < *room) return true;
    const uint32_t more = *room ? *room * 2 : 1024;
    void *grown = *room < UINT32_C(1) << 31 ? realloc(*at, more * item) : NULL;
    if (!grown) return false;
    *at = grown;
    *room = more;
    return true;
}

static bool is_full(uint32_t used, uint32_t size) {
    return used >= size / 4 * 3;
}

shelf *shelf_new(void) {
    shelf *s = calloc(1, sizeof *s);
    if (s) arena_init(&s->texts);
    return s;
}

void shelf_free(shelf *s) {
    if (!s) return;
    free(s->records);
    free(s->entries);
    free(s->blocks);
    free(s->crowds);
    free(s->ids);
    free(s->crowd_slots);
    free(s->weeks);
    free(s->strings);
    arena_free(&s->texts);
    free(s);
}

size_t shelf_bytes(const shelf *s) {
    return s->record_count * sizeof *s->records + s->entry_count * (sizeof *s->entries + sizeof *s->blocks) +
           s->crowd_count * sizeof *s->crowds + (s->ids_size + s->crowd_slots_size) * sizeof(uint32_t) +
           s->weeks_size * sizeof *s->weeks + s->strings_size * sizeof *s->strings + s->texts.used_bytes;
}

/* ---- texts, each kept once --------------------------------------------------------------------------------------------- */

static string_slot *string_at(string_slot *slots, uint32_t size, uint64_t hash, const char *text) {
    uint32_t i = (uint32_t)(hash >> 32) & (size - 1);
    while (slots[i].text && (slots[i].hash != hash || strcmp(slots[i].text, text) != 0)) i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow_strings(shelf *s) {
    const uint32_t size = s->strings_size ? s->strings_size * 2 : 1024;
    string_slot *slots = size ? calloc(size, sizeof *slots) : NULL;
    if (!slots) return false;
    for (uint32_t i = 0; i < s->strings_size; i++)
        if (s->strings[i].text) *string_at(slots, size, s->strings[i].hash, s->strings[i].text) = s->strings[i];
    free(s->strings);
    s->strings = slots;
    s->strings_size = size;
    return true;
}

/* Puts the shelf's own copy in the place of a text. */
static bool keep_text(shelf *s, const char **text) {
    if (is_full(s->string_count, s->strings_size) && !grow_strings(s)) return false;
    const size_t n = strlen(*text);
    const uint64_t hash = hash_bytes(*text, n, 0);
    string_slot *slot = string_at(s->strings, s->strings_size, hash, *text);
    if (!slot->text) {
        const char *copy = arena_copy(&s->texts, *text, n);
        if (!copy) return false;
        *slot = (string_slot){hash, copy};
        s->string_count++;
    }
    *text = slot->text;
    return true;
}

/* ---- propositions ------------------------------------------------------------------------------------------------------ */

static uint32_t *id_slot(const shelf *s, uint32_t *slots, uint32_t size, const char *id) {
    uint32_t i = (uint32_t)hash_bytes(id, ID_CHARS, 0) & (size - 1);
    while (slots[i] && memcmp(s->records[slots[i] - 1].p.id, id, ID_CHARS) != 0) i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow_ids(shelf *s) {
    const uint32_t size = s->ids_size ? s->ids_size * 2 : 1024;
    uint32_t *slots = size ? calloc(size, sizeof *slots) : NULL;
    if (!slots) return false;
    for (uint32_t i = 0; i < s->record_count; i++) *id_slot(s, slots, size, s->records[i].p.id) = i + 1;
    free(s->ids);
    s->ids = slots;
    s->ids_size = size;
    return true;
}

uint32_t shelf_find(const shelf *s, const char *id) {
    if (!s->ids_size) return SHELF_NONE;
    const uint32_t found = *id_slot(s, s->ids, s->ids_size, id);
    return found ? found - 1 : SHELF_NONE;
}

static bool keep_texts(shelf *s, proposition *p) {
    const char **const texts[] = {&p->spot.name, &p->spot.country, &p->state, &p->act, &p->party, &p->other, &p->who};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!keep_text(s, texts[i])) return false;
    p->words = "";
    return true;
}

uint32_t shelf_add(shelf *s, const proposition *p, int64_t key) {
    record own = {*p, key};
    if (!keep_texts(s, &own.p) || !reserve((void **)&s->records, s->record_count, &s->record_room, sizeof *s->records) ||
        (is_full(s->record_count, s->ids_size) && !grow_ids(s)))
        return SHELF_NONE;
    const uint32_t no = s->record_count++;
    s->records[no] = own;
    *id_slot(s, s->ids, s->ids_size, p->id) = no + 1;
    return no;
}

const proposition *shelf_at(const shelf *s, uint32_t no) {
    return &s->records[no].p;
}

int64_t shelf_key(const shelf *s, uint32_t no) {
    return s->records[no].key;
}

static int compare_ids(const shelf *s, uint32_t a, uint32_t b) {
    return memcmp(s->records[a].p.id, s->records[b].p.id, ID_CHARS);
}

/* ---- crowds ------------------------------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t block, uint32_t with) {
    const uint64_t both[2] = {block, with};
    return hash_bytes(both, sizeof both, 0);
}

static uint32_t *crowd_slot(const shelf *s, uint32_t *slots, uint32_t size, uint64_t block, int32_t day) {
    uint32_t i = (uint32_t)mix(block, (uint32_t)day) & (size - 1);
    while (slots[i] && (s->crowds[slots[i] - 1].block != block || s->crowds[slots[i] - 1].day != day)) i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow_crowd_slots(shelf *s) {
    const uint32_t size = s->crowd_slots_size ? s->crowd_slots_size * 2 : 64;
    uint32_t *slots = size ? calloc(size, sizeof *slots) : NULL;
    if (!slots) return false;
    for (uint32_t i = 0; i < s->crowd_count; i++) *crowd_slot(s, slots, size, s->crowds[i].block, s->crowds[i].day) = i + 1;
    free(s->crowd_slots);
    s->crowd_slots = slots;
    s->crowd_slots_size = size;
    return true;
}

static crowd *crowd_of(const shelf *s, uint64_t block, int32_t day) {
    return &s->crowds[*crowd_slot(s, s->crowd_slots, s->crowd_slots_size, block, day) - 1];
}

/* Where a proposition stands among the first n of a crowd, or would. */
static uint32_t position_in(const shelf *s, const crowd *c, uint32_t n, uint32_t no) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare_ids(s, c->at[middle], no) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts one among the first n; with n at BLOCK_CROWD the last one falls out. */
static void insert_in(const shelf *s, crowd *c, uint32_t n, uint32_t no) {
    const uint32_t at = position_in(s, c, n, no);
    if (at == BLOCK_CROWD) return;
    memmove(&c->at[at + 1], &c->at[at], ((n < BLOCK_CROWD ? n : BLOCK_CROWD - 1) - at) * sizeof *c->at);
    c->at[at] = no;
}

/* The day has become crowded: those who begin on it leave the week's list. */
static bool make_crowd(shelf *s, week *w, int32_t day) {
    if ((is_full(s->crowd_count, s->crowd_slots_size) && !grow_crowd_slots(s)) ||
        !reserve((void **)&s->crowds, s->crowd_count, &s->crowd_room, sizeof *s->crowds))
        return false;
    *crowd_slot(s, s->crowd_slots, s->crowd_slots_size, w->block, day) = s->crowd_count + 1;
    crowd *c = &s->crowds[s->crowd_count++];
    *c = (crowd){.block = w->block, .day = day};
    uint32_t n = 0;
    for (uint32_t *link = &w->first; *link;) {
        entry_link *e = &s->entries[*link - 1];
        if (e->day == day && n < BLOCK_CROWD) {
            insert_in(s, c, n++, e->no);
            *link = e->next;
        } else {
            link = &e->next;
        }
    }
    return true;
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------ */

/* Days as numbers from 0 on, in an order that holds before 1970 too. */
static uint32_t from_zero(int64_t day) {
    return (uint32_t)day ^ UINT32_C(1) << 31;
}

static week *week_slot(week *weeks, uint32_t size, uint64_t block, uint32_t no) {
    uint32_t i = (uint32_t)mix(block, no) & (size - 1);
    while (weeks[i].no && (weeks[i].block != block || weeks[i].no != no)) i = (i + 1) & (size - 1);
    return &weeks[i];
}

static bool grow_weeks(shelf *s) {
    const uint32_t size = s->weeks_size ? s->weeks_size * 2 : 1024;
    week *weeks = size ? calloc(size, sizeof *weeks) : NULL;
    if (!weeks) return false;
    for (uint32_t i = 0; i < s->weeks_size; i++)
        if (s->weeks[i].no) *week_slot(weeks, size, s->weeks[i].block, s->weeks[i].no) = s->weeks[i];
    free(s->weeks);
    s->weeks = weeks;
    s->weeks_size = size;
    return true;
}

static week *week_of(const shelf *s, uint64_t block, int32_t day) {
    return week_slot(s->weeks, s->weeks_size, block, from_zero(day) / WEEK + 1);
}

bool shelf_put(shelf *s, uint64_t block, uint32_t no, uint32_t *pushed) {
    *pushed = SHELF_NONE;
    if ((is_full(s->week_count, s->weeks_size) && !grow_weeks(s)) ||
        !reserve((void **)&s->entries, s->entry_count, &s->entry_room, sizeof *s->entries) ||
        !reserve((void **)&s->blocks, s->entry_count, &s->block_room, sizeof *s->blocks))
        return false;
    const int32_t day = s->records[no].p.days.first;
    week *w = week_of(s, block, day);
    if (!w->no) {
        *w = (week){.block = block, .no = from_zero(day) / WEEK + 1};
        s->week_count++;
    }
    s->blocks[s->entry_count] = block;
    entry_link *e = &s->entries[s->entry_count++];
    *e = (entry_link){no, 0, day};
    uint8_t *here = &w->days[from_zero(day) % WEEK];
    if (*here < BLOCK_CROWD) {
        e->next = w->first;
        w->first = s->entry_count;
        ++*here;
        return true;
    }
    if (*here == BLOCK_CROWD) {
        if (!make_crowd(s, w, day)) return false;
        ++*here;
    }
    crowd *c = crowd_of(s, block, day);
    const uint32_t last = c->at[BLOCK_CROWD - 1];
    insert_in(s, c, BLOCK_CROWD, no);
    if (c->at[BLOCK_CROWD - 1] != last) *pushed = last;
    return true;
}

bool shelf_takes_part(const shelf *s, uint64_t block, uint32_t no) {
    const int32_t day = s->records[no].p.days.first;
    if (week_of(s, block, day)->days[from_zero(day) % WEEK] <= BLOCK_CROWD) return true;
    const crowd *c = crowd_of(s, block, day);
    const uint32_t at = position_in(s, c, BLOCK_CROWD, no);
    return at < BLOCK_CROWD && c->at[at] == no;
}

uint32_t shelf_near(const shelf *s, uint64_t block, int64_t first_day, int64_t last_day, uint32_t out[NEAR_MAX]) {
    if (!s->weeks_size) return 0;
    uint32_t n = 0;
    const uint32_t first = from_zero(first_day), last = from_zero(last_day);
    for (uint32_t no = first / WEEK; no <= last / WEEK; no++) {
        const week *w = week_slot(s->weeks, s->weeks_size, block, no + 1);
        for (uint32_t i = w->first; i; i = s->entries[i - 1].next) {
            const entry_link *e = &s->entries[i - 1];
            if (e->day < first_day || e->day > last_day || n == NEAR_MAX) continue;
            __builtin_prefetch(&s->records[e->no]);
            __builtin_prefetch(&s->records[e->no].p.spot);
            out[n++] = e->no;
        }
        for (uint32_t k = 0; k < WEEK; k++) {
            const uint32_t day = no * WEEK + k;
            if (w->days[k] <= BLOCK_CROWD || day < first || day > last || n + BLOCK_CROWD > NEAR_MAX) continue;
            const crowd *c = crowd_of(s, block, (int32_t)from_zero(day));
            memcpy(&out[n], c->at, sizeof c->at);
            n += BLOCK_CROWD;
        }
    }
    return n;
}

/* ---- as rows ----------------------------------------------------------------------------------------------------------- */

uint32_t shelf_rows_count(const shelf *s) {
    return s->entry_count;
}

static int compare_rows(const void *a, const void *b) {
    const shelf_row *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static uint64_t start_of_id(const char *id) {
    uint64_t out = 0;
    for (unsigned i = 1; i <= sizeof out; i++) out = out << 8 | (unsigned char)id[i];
    return out;
}

shelf_row *shelf_rows(const shelf *s, uint32_t from) {
    const uint32_t n = s->entry_count - from;
    shelf_row *rows = malloc((n ? n : 1) * sizeof *rows);
    for (uint32_t i = 0; rows && i < n; i++) {
        const entry_link *e = &s->entries[from + i];
        rows[i] = (shelf_row){s->blocks[from + i], start_of_id(s->records[e->no].p.id), e->day, e->no};
    }
    if (rows) qsort(rows, n, sizeof *rows, compare_rows);
    return rows;
}
