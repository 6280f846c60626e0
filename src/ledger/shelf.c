#include "ledger/shelf.h"

#include <stdlib.h>
#include <string.h>

#define WEEK 8u /* days that stand in one slot, so that a question about two weeks looks at two or three of them */

typedef struct record {
    glimpse seen;
    proposition p; /* its texts are the shelf's, equal ones once */
    int64_t key;
} record;

/* A proposition in a block, with what most questions need to pass it over: the record lies elsewhere. */
typedef struct lying {
    uint32_t no;
    int32_t day; /* on which it begins */
    glimpse seen;
} lying;

typedef struct week {
    uint64_t block;
    uint32_t no;        /* from 1; 0: a free slot */
    uint32_t first;     /* in `pool`: those who lie here, in room for a power of two; the members of crowds are not among them */
    uint8_t days[WEEK]; /* how many begin on each; BLOCK_CROWD + 1: a crowd */
} week;

#define WEEK_MOST    (WEEK * BLOCK_CROWD)
#define POOL_CLASSES 10u /* powers of two as far as WEEK_MOST */
_Static_assert(WEEK_MOST == 1u << (POOL_CLASSES - 1), "a room for the fullest week");

typedef struct crowd {
    uint64_t block;
    int32_t day;
    lying at[BLOCK_CROWD]; /* by id */
} crowd;

typedef struct string_slot {
    uint64_t hash;
    const char *text; /* NULL: free */
} string_slot;

/* A proposition's number, with enough of its id's hash that the record of another is seldom fetched. */
typedef struct id_slot {
    uint32_t number, hash;
} id_slot;

struct shelf {
    record *records;
    uint32_t record_count, record_room;
    uint64_t *put_blocks; /* each time that a proposition was put into a block … */
    uint32_t *put_numbers;
    uint32_t put_count, put_block_room, put_number_room;
    lying *pool;
    uint32_t pool_count, pool_room;
    uint32_t pool_free[POOL_CLASSES]; /* rooms that weeks outgrew, each with the next one's place, plus 1, in its `no` */
    crowd *crowds;
    uint32_t crowd_count, crowd_room;
    /* Open addressing, sizes are powers of two. Numbers are one more than what they name; 0 is free. */
    id_slot *ids;
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
    free(s->put_blocks);
    free(s->put_numbers);
    free(s->pool);
    free(s->crowds);
    free(s->ids);
    free(s->crowd_slots);
    free(s->weeks);
    free(s->strings);
    arena_free(&s->texts);
    free(s);
}

size_t shelf_bytes(const shelf *s) {
    return s->record_count * sizeof *s->records + s->put_count * (sizeof *s->put_blocks + sizeof *s->put_numbers) +
           s->pool_count * sizeof *s->pool + s->crowd_count * sizeof *s->crowds + s->ids_size * sizeof *s->ids +
           s->crowd_slots_size * sizeof *s->crowd_slots + s->weeks_size * sizeof *s->weeks +
           s->strings_size * sizeof *s->strings + s->texts.used_bytes;
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

static uint32_t hash_of_id(const char *id) {
    return (uint32_t)hash_bytes(id, ID_CHARS, 0);
}

static id_slot *id_slot_of(const shelf *s, const char *id, uint32_t hash) {
    uint32_t i = hash & (s->ids_size - 1);
    while (s->ids[i].number && (s->ids[i].hash != hash || memcmp(s->records[s->ids[i].number - 1].p.id, id, ID_CHARS) != 0))
        i = (i + 1) & (s->ids_size - 1);
    return &s->ids[i];
}

static bool grow_ids(shelf *s) {
    const uint32_t size = s->ids_size ? s->ids_size * 2 : 1024;
    id_slot *slots = size ? calloc(size, sizeof *slots) : NULL;
    if (!slots) return false;
    for (uint32_t k = 0; k < s->ids_size; k++) {
        if (!s->ids[k].number) continue;
        uint32_t i = s->ids[k].hash & (size - 1);
        while (slots[i].number) i = (i + 1) & (size - 1);
        slots[i] = s->ids[k];
    }
    free(s->ids);
    s->ids = slots;
    s->ids_size = size;
    return true;
}

uint32_t shelf_find(const shelf *s, const char *id) {
    if (!s->ids_size) return SHELF_NONE;
    const uint32_t found = id_slot_of(s, id, hash_of_id(id))->number;
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
    record own = {glimpse_of(p), *p, key};
    if (!keep_texts(s, &own.p) || !reserve((void **)&s->records, s->record_count, &s->record_room, sizeof *s->records) ||
        (is_full(s->record_count, s->ids_size) && !grow_ids(s)))
        return SHELF_NONE;
    const uint32_t no = s->record_count++;
    s->records[no] = own;
    const uint32_t hash = hash_of_id(p->id);
    *id_slot_of(s, p->id, hash) = (id_slot){no + 1, hash};
    return no;
}

const proposition *shelf_at(const shelf *s, uint32_t no) {
    return &s->records[no].p;
}

int64_t shelf_key(const shelf *s, uint32_t no) {
    return s->records[no].key;
}

glimpse shelf_glimpse(const shelf *s, uint32_t no) {
    return s->records[no].seen;
}

void shelf_expect(const shelf *s, uint32_t no) {
    __builtin_prefetch(s->records[no].p.id);
    __builtin_prefetch(&s->records[no].key);
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
        if (compare_ids(s, c->at[middle].no, no) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts one among the first n; with n at BLOCK_CROWD the last one falls out. */
static void insert_in(const shelf *s, crowd *c, uint32_t n, const lying *one) {
    const uint32_t at = position_in(s, c, n, one->no);
    if (at == BLOCK_CROWD) return;
    memmove(&c->at[at + 1], &c->at[at], ((n < BLOCK_CROWD ? n : BLOCK_CROWD - 1) - at) * sizeof *c->at);
    c->at[at] = *one;
}

static crowd *add_crowd(shelf *s, uint64_t block, int32_t day) {
    if ((is_full(s->crowd_count, s->crowd_slots_size) && !grow_crowd_slots(s)) ||
        !reserve((void **)&s->crowds, s->crowd_count, &s->crowd_room, sizeof *s->crowds))
        return NULL;
    *crowd_slot(s, s->crowd_slots, s->crowd_slots_size, block, day) = s->crowd_count + 1;
    crowd *c = &s->crowds[s->crowd_count++];
    *c = (crowd){.block = block, .day = day};
    return c;
}

/* ---- rooms for weeks ------------------------------------------------------------------------------------------------------ */

static uint32_t class_of(uint32_t n) {
    uint32_t class = 0;
    while (UINT32_C(1) << class < n) class ++;
    return class;
}

/* Room in the pool for a power of two. */
static bool take_room(shelf *s, uint32_t class, uint32_t *out) {
    const uint32_t n = UINT32_C(1) << class;
    if (s->pool_free[class]) {
        *out = s->pool_free[class] - 1;
        s->pool_free[class] = s->pool[*out].no;
        return true;
    }
    while (s->pool_room - s->pool_count < n)
        if (!reserve((void **)&s->pool, s->pool_room, &s->pool_room, sizeof *s->pool)) return false;
    *out = s->pool_count;
    s->pool_count += n;
    return true;
}

static void give_room(shelf *s, uint32_t class, uint32_t at) {
    s->pool[at].no = s->pool_free[class];
    s->pool_free[class] = at + 1;
}

static uint32_t count_in(const week *w) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < WEEK; k++) n += w->days[k] <= BLOCK_CROWD ? w->days[k] : 0;
    return n;
}

static bool add_to_week(shelf *s, week *w, const lying *one) {
    const uint32_t n = count_in(w);
    if ((n & (n - 1)) == 0) { /* none, or as many as there is room for */
        uint32_t room;
        if (!take_room(s, class_of(n + 1), &room)) return false;
        if (n) {
            memcpy(&s->pool[room], &s->pool[w->first], n * sizeof *s->pool);
            give_room(s, class_of(n), w->first);
        }
        w->first = room;
    }
    s->pool[w->first + n] = *one;
    return true;
}

/* The day has become crowded: those who begin on it leave the week's list. */
static bool make_crowd(shelf *s, week *w, int32_t day) {
    crowd *c = add_crowd(s, w->block, day);
    if (!c) return false;
    lying others[WEEK_MOST];
    uint32_t members = 0, n = 0;
    const uint32_t all = count_in(w);
    for (uint32_t i = 0; i < all; i++) {
        const lying *one = &s->pool[w->first + i];
        if (one->day == day)
            insert_in(s, c, members++, one);
        else
            others[n++] = *one;
    }
    give_room(s, class_of(all), w->first);
    if (n && !take_room(s, class_of(n), &w->first)) return false;
    memcpy(&s->pool[w->first], others, n * sizeof *others);
    return true;
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------ */

/* Days as numbers from 0 on, in an order that holds before 1970 too. */
static uint32_t from_zero(int64_t day) {
    return (uint32_t)day ^ UINT32_C(1) << 31;
}

static const week *week_start(const shelf *s, uint64_t block, uint32_t no) {
    return &s->weeks[(uint32_t)mix(block, no) & (s->weeks_size - 1)];
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

static bool note_put(shelf *s, uint64_t block, uint32_t no) {
    if (!reserve((void **)&s->put_blocks, s->put_count, &s->put_block_room, sizeof *s->put_blocks) ||
        !reserve((void **)&s->put_numbers, s->put_count, &s->put_number_room, sizeof *s->put_numbers))
        return false;
    s->put_blocks[s->put_count] = block;
    s->put_numbers[s->put_count++] = no;
    return true;
}

bool shelf_put(shelf *s, uint64_t block, uint32_t no, uint32_t *pushed) {
    *pushed = SHELF_NONE;
    if ((is_full(s->week_count, s->weeks_size) && !grow_weeks(s)) || !note_put(s, block, no)) return false;
    const int32_t day = s->records[no].p.days.first;
    const lying one = {no, day, s->records[no].seen};
    week *w = week_of(s, block, day);
    if (!w->no) {
        *w = (week){.block = block, .no = from_zero(day) / WEEK + 1};
        s->week_count++;
    }
    uint8_t *here = &w->days[from_zero(day) % WEEK];
    if (*here < BLOCK_CROWD) {
        if (!add_to_week(s, w, &one)) return false;
        ++*here;
        return true;
    }
    if (*here == BLOCK_CROWD) {
        if (!make_crowd(s, w, day)) return false;
        ++*here;
    }
    crowd *c = crowd_of(s, block, day);
    const uint32_t last = c->at[BLOCK_CROWD - 1].no;
    insert_in(s, c, BLOCK_CROWD, &one);
    if (c->at[BLOCK_CROWD - 1].no != last) *pushed = last;
    return true;
}

bool shelf_takes_part(const shelf *s, uint64_t block, uint32_t no) {
    const int32_t day = s->records[no].p.days.first;
    if (week_of(s, block, day)->days[from_zero(day) % WEEK] <= BLOCK_CROWD) return true;
    const crowd *c = crowd_of(s, block, day);
    const uint32_t at = position_in(s, c, BLOCK_CROWD, no);
    return at < BLOCK_CROWD && c->at[at].no == no;
}

/* A question: who is near, and the days that it is about. */
typedef struct question {
    uint64_t block;
    glimpse seen;
    int32_t day;
    int64_t first_day, last_day;
} question;

/* Those of a list that may have something to say to it. */
static uint32_t look_through(const shelf *s, const question *q, const lying *at, uint32_t n, uint32_t *out) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].day < q->first_day || at[i].day > q->last_day) continue;
        if (glimpses_apart(&at[i].seen, at[i].day, &q->seen, q->day)) continue;
        __builtin_prefetch(&s->records[at[i].no]);
        __builtin_prefetch(&s->records[at[i].no].p.spot);
        out[found++] = at[i].no;
    }
    return found;
}

static uint32_t look_through_crowds(const shelf *s, const question *q, const week *w, uint32_t *out) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < WEEK; k++) {
        if (w->days[k] <= BLOCK_CROWD) continue;
        const int64_t day = (int32_t)from_zero((w->no - 1) * WEEK + k);
        if (day >= q->first_day && day <= q->last_day)
            n += look_through(s, q, crowd_of(s, q->block, (int32_t)day)->at, BLOCK_CROWD, &out[n]);
    }
    return n;
}

/* The days within reach of some, which are NEAR_DAYS at most, whatever a damaged file says; and their slots. */
typedef struct near_days {
    int64_t first, last;
    uint32_t first_week, last_week;
} near_days;

static near_days days_near(day_range days) {
    int64_t last = days.last;
    if (last < days.first) last = days.first;
    if (last > (int64_t)days.first + PROPOSITION_DAYS) last = (int64_t)days.first + PROPOSITION_DAYS;
    near_days near = {.first = (int64_t)days.first - PROPOSITION_REACH, .last = last + PROPOSITION_REACH};
    near.first_week = from_zero(near.first) / WEEK + 1;
    near.last_week = from_zero(near.last) / WEEK + 1;
    return near;
}

void shelf_expect_near(const shelf *s, uint64_t block, day_range days) {
    if (!s->weeks_size) return;
    const near_days near = days_near(days);
    for (uint32_t i = near.first_week; i <= near.last_week; i++) __builtin_prefetch(week_start(s, block, i));
}

uint32_t shelf_near(const shelf *s, uint64_t block, uint32_t no, uint32_t out[NEAR_MAX]) {
    if (!s->weeks_size) return 0;
    const proposition *p = &s->records[no].p;
    const near_days near = days_near(p->days);
    const question q = {block, s->records[no].seen, p->days.first, near.first, near.last};
    const week *weeks[NEAR_DAYS / WEEK + 2];
    uint32_t count = 0, n = 0;
    for (uint32_t i = near.first_week; i <= near.last_week; i++) {
        weeks[count] = week_slot(s->weeks, s->weeks_size, block, i);
        __builtin_prefetch(&s->pool[weeks[count++]->first]);
    }
    for (uint32_t i = 0; i < count; i++) {
        n += look_through(s, &q, &s->pool[weeks[i]->first], count_in(weeks[i]), &out[n]);
        n += look_through_crowds(s, &q, weeks[i], &out[n]);
    }
    return n;
}

/* ---- as rows ----------------------------------------------------------------------------------------------------------- */

uint32_t shelf_rows_count(const shelf *s) {
    return s->put_count;
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
    const uint32_t n = s->put_count - from;
    shelf_row *rows = malloc((n ? n : 1) * sizeof *rows);
    for (uint32_t i = 0; rows && i < n; i++) {
        const uint32_t no = s->put_numbers[from + i];
        const proposition *p = &s->records[no].p;
        rows[i] = (shelf_row){s->put_blocks[from + i], start_of_id(p->id), p->days.first, no};
    }
    if (rows) qsort(rows, n, sizeof *rows, compare_rows);
    return rows;
}
