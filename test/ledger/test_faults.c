/* Kills, full disks, two writers and flipped bits: what was reported as written is there afterwards, and what is damaged is
 * named.
 *
 * DEPECHE_KILLS sets how often each writing call is killed (12 where it is not set). */
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "ledger/review.h"
#include "ledger/withhold.h"
#include "story.h"

enum { STORIES = 24 };

static void tell(story *s, unsigned i) {
    static const char *const towns[] = {"Abu Kamal", "Al Qaim", "Mayadin"};
    char words[256], id[16];
    snprintf(id, sizeof id, "story%u", i);
    story_begin(s, NULL, i % 2 ? "Harbour Wire" : "River Post", i % 3 ? "2017-11-09" : "2017-11-10");
    s->d.id = arena_copy(&s->a, id, strlen(id));
    snprintf(words, sizeof words, "The army took %s on report number %u and the northern gate was closed that night.",
             towns[i % 3], i % 5 ? i : i - i % 2);
    story_say(s, words);
    uint32_t town = story_place(s, towns[i % 3], 174448 + i % 3);
    uint32_t army = story_actor(s, "The army", i % 4 ? "Syria: armed forces" : "Islamic State", i % 4 ? "SYRMIL" : "IMGMUSISI");
    story_control(s, "took", CONTROL_TAKEN, town, army);
}

static dp_status add_story(ledger *l, unsigned i, dp_error *err) {
    story *s = malloc(sizeof *s);
    assert_non_null(s);
    tell(s, i);
    const annotation *an = story_end(s);
    enum ledger_presence presence;
    dp_status status = ledger_has(l, an->dispatch, &presence, err);
    if (status == DP_OK && presence == LEDGER_NEW) status = ledger_add(l, an, err);
    story_free(s);
    free(s);
    return status;
}

static dp_status read_stories(ledger *l, unsigned from, unsigned to, dp_error *err) {
    dp_status s = ledger_begin(l, "test", err);
    for (unsigned i = from; s == DP_OK && i < to; i++) s = add_story(l, i, err);
    return s == DP_OK ? ledger_commit(l, NULL, err) : s;
}

/* A ledger of n stories. */
static void fill(const room *r, unsigned n) {
    ledger *l = room_ledger(r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(read_stories(l, 0, n, &err), err);
    ledger_close(l);
}

static char *dump_of(const room *r) {
    ledger *l = room_ledger(r, LEDGER_READ);
    char *dump = room_dump(l);
    ledger_close(l);
    return dump;
}

static bool print_damage(void *context, const ledger_finding *f) {
    (void)context;
    if (f->weight == LEDGER_DAMAGE) print_message("%s: %s\n", f->where, f->message);
    return true;
}

static void assert_whole(const room *r) {
    ledger *l = room_ledger(r, LEDGER_READ);
    dp_error err = {0};
    ledger_check_result result;
    assert_ok(ledger_check(l, &(ledger_check_options){.found = print_damage}, &result, &err), err);
    assert_int_equal(result.damages, 0);
    ledger_close(l);
}

/* ---- kills ---------------------------------------------------------------------------------------------------------------- */

/* Writes one thing after another and reports each that was written; never comes back. */
typedef void (*writer)(ledger *l, int report);

static void say_written(int report) {
    if (write(report, "+", 1) != 1) _exit(2);
}

static void keep_reading(ledger *l, int report) {
    dp_error err = {0};
    for (unsigned i = 0; i < STORIES; i++) {
        if (read_stories(l, i, i + 1, &err) != DP_OK) _exit(1);
        say_written(report);
    }
    _exit(0);
}

static void keep_forgetting(ledger *l, int report) {
    dp_error err = {0};
    for (unsigned i = 0; i < STORIES; i++) {
        char id[16];
        snprintf(id, sizeof id, "story%u", i);
        const char *const ids[] = {id};
        ledger_forgotten done;
        bool swept;
        if (ledger_forget(l, ids, 1, NULL, &done, &err) != DP_OK || ledger_sweep(l, &swept, &err) != DP_OK) _exit(1);
        say_written(report);
    }
    _exit(0);
}

/* Content ids of claims in their order. */
static bool collect_id(void *context, const ledger_row *row) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, "id") == 0) buf_printf(context, "%s\n", row->cells[i].text);
    return true;
}

static void each_claim(ledger *l, int report, bool withhold) {
    dp_error err = {0};
    buf ids;
    buf_init(&ids);
    arena a;
    arena_init(&a);
    if (ledger_query(l, LEDGER_CLAIMS, NULL, collect_id, &ids, NULL, &err) != DP_OK || !buf_cstr(&ids)) _exit(1);
    for (char *id = strtok(ids.at, "\n"); id; id = strtok(NULL, "\n")) {
        ledger_withheld out;
        decision d = {.kind = DECISION_ACCEPT, .claim = id};
        dp_status s = withhold ? ledger_withhold(l, id, "test", &a, &out, &err)
                               : review_decide(l, &(reviewer){.coder = "ana"}, 1500000000, &d, &err);
        if (s != DP_OK) _exit(1);
        say_written(report);
    }
    _exit(0);
}
static void keep_withholding(ledger *l, int report) {
    each_claim(l, report, true);
}
static void keep_deciding(ledger *l, int report) {
    each_claim(l, report, false);
}

/* Starts a writer, kills it after some time; gives how many things it had reported. */
static unsigned kill_after(const room *r, writer work, unsigned delay_us) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        ledger *l = NULL;
        dp_error err = {0};
        if (ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, &err) != DP_OK) _exit(1);
        work(l, ends[1]);
    }
    close(ends[1]);
    usleep(delay_us);
    kill(child, SIGKILL);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    unsigned reported = 0;
    char c;
    while (read(ends[0], &c, 1) == 1) reported++;
    close(ends[0]);
    return reported;
}

static unsigned kills(void) {
    const char *set = getenv("DEPECHE_KILLS");
    return set && atoi(set) > 0 ? (unsigned)atoi(set) : 12;
}

/* Delays of many lengths, so that a kill meets every part of the work on a slow machine and a fast one. */
static unsigned delay_of(unsigned i) {
    return 500 + (i * 7919u % 97u) * (i % 3 == 0 ? 150u : i % 3 == 1 ? 600u : 2500u);
}

static void a_killed_reader_loses_nothing_it_reported(void **state) {
    (void)state;
    room whole;
    room_open(&whole);
    fill(&whole, STORIES);
    char *wanted = dump_of(&whole);
    for (unsigned i = 0; i < kills(); i++) {
        room r;
        room_open(&r);
        const unsigned reported = kill_after(&r, keep_reading, delay_of(i));
        if (reported) {
            assert_whole(&r);
            assert_true(room_number(&r, "SELECT count(*) FROM dispatches") >= reported);
        }
        fill(&r, STORIES);
        assert_whole(&r);
        char *got = dump_of(&r);
        assert_string_equal(wanted, got);
        free(got);
        room_close(&r);
    }
    free(wanted);
    room_close(&whole);
}

static void a_killed_forgetting_is_whole_or_not_at_all(void **state) {
    (void)state;
    for (unsigned i = 0; i < kills(); i++) {
        room r;
        room_open(&r);
        fill(&r, STORIES);
        const unsigned reported = kill_after(&r, keep_forgetting, delay_of(i));
        assert_whole(&r);
        const int64_t gone = room_number(&r, "SELECT count(*) FROM forgotten");
        assert_true(gone >= reported);
        assert_int_equal(room_number(&r, "SELECT count(*) FROM dispatches") + gone, STORIES);
        assert_true(room_number(&r, "SELECT count(*) FROM forgotten WHERE swept = 0") <= 1);
        ledger *l = room_ledger(&r, LEDGER_WRITE);
        bool swept;
        dp_error err = {0};
        assert_ok(ledger_sweep(l, &swept, &err), err);
        ledger_close(l);
        assert_int_equal(room_number(&r, "SELECT count(*) FROM forgotten WHERE swept = 0"), 0);
        room_close(&r);
    }
}

static void killed_writer_keeps(writer work, const char *count) {
    for (unsigned i = 0; i < kills(); i++) {
        room r;
        room_open(&r);
        fill(&r, STORIES);
        const unsigned reported = kill_after(&r, work, delay_of(i));
        assert_whole(&r);
        const int64_t kept = room_number(&r, count);
        assert_true(kept >= reported && kept <= reported + 1);
        room_close(&r);
    }
}
static void a_killed_coder_keeps_every_decision(void **state) {
    (void)state;
    killed_writer_keeps(keep_deciding, "SELECT count(*) FROM decisions");
}
static void a_killed_withholding_keeps_every_mark(void **state) {
    (void)state;
    killed_writer_keeps(keep_withholding, "SELECT count(*) FROM withheld");
}

/* ---- a full disk ---------------------------------------------------------------------------------------------------------- */

/* A file system that has room for so many more writes. */
static int room_left;

typedef struct narrow_file {
    sqlite3_file base;
    sqlite3_file *real; /* behind it, in the same memory */
} narrow_file;

static sqlite3_io_methods narrow_methods;
static sqlite3_vfs narrow, *wide;

static const sqlite3_io_methods *real_methods(sqlite3_file *f) {
    return ((narrow_file *)f)->real->pMethods;
}
#define REAL(f) (((narrow_file *)(f))->real)

static int narrow_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at) {
    if (room_left <= 0) return SQLITE_FULL;
    room_left--;
    return real_methods(f)->xWrite(REAL(f), bytes, n, at);
}
static int narrow_close(sqlite3_file *f) {
    return real_methods(f)->xClose(REAL(f));
}
static int narrow_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    return real_methods(f)->xRead(REAL(f), to, n, at);
}
static int narrow_truncate(sqlite3_file *f, sqlite3_int64 size) {
    return real_methods(f)->xTruncate(REAL(f), size);
}
static int narrow_sync(sqlite3_file *f, int flags) {
    return real_methods(f)->xSync(REAL(f), flags);
}
static int narrow_size(sqlite3_file *f, sqlite3_int64 *size) {
    return real_methods(f)->xFileSize(REAL(f), size);
}
static int narrow_lock(sqlite3_file *f, int level) {
    return real_methods(f)->xLock(REAL(f), level);
}
static int narrow_unlock(sqlite3_file *f, int level) {
    return real_methods(f)->xUnlock(REAL(f), level);
}
static int narrow_reserved(sqlite3_file *f, int *out) {
    return real_methods(f)->xCheckReservedLock(REAL(f), out);
}
static int narrow_control(sqlite3_file *f, int op, void *arg) {
    return real_methods(f)->xFileControl(REAL(f), op, arg);
}
static int narrow_sector(sqlite3_file *f) {
    return real_methods(f)->xSectorSize(REAL(f));
}
static int narrow_device(sqlite3_file *f) {
    return real_methods(f)->xDeviceCharacteristics(REAL(f));
}
static int narrow_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
    return real_methods(f)->xShmMap(REAL(f), page, size, extend, out);
}
static int narrow_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
    return real_methods(f)->xShmLock(REAL(f), offset, n, flags);
}
static void narrow_shm_barrier(sqlite3_file *f) {
    real_methods(f)->xShmBarrier(REAL(f));
}
static int narrow_shm_unmap(sqlite3_file *f, int remove) {
    return real_methods(f)->xShmUnmap(REAL(f), remove);
}

static int narrow_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
    (void)vfs;
    narrow_file *n = (narrow_file *)f;
    n->real = (sqlite3_file *)(n + 1);
    const int code = wide->xOpen(wide, name, n->real, flags, out);
    n->base.pMethods = n->real->pMethods ? &narrow_methods : NULL;
    return code;
}

static void narrow_on(int writes) {
    room_left = writes;
    if (!wide) {
        wide = sqlite3_vfs_find(NULL);
        narrow = *wide;
        narrow.zName = "narrow";
        narrow.szOsFile = (int)sizeof(narrow_file) + wide->szOsFile;
        narrow.xOpen = narrow_open;
        narrow_methods = (sqlite3_io_methods){.iVersion = 2,
                                              .xClose = narrow_close,
                                              .xRead = narrow_read,
                                              .xWrite = narrow_write,
                                              .xTruncate = narrow_truncate,
                                              .xSync = narrow_sync,
                                              .xFileSize = narrow_size,
                                              .xLock = narrow_lock,
                                              .xUnlock = narrow_unlock,
                                              .xCheckReservedLock = narrow_reserved,
                                              .xFileControl = narrow_control,
                                              .xSectorSize = narrow_sector,
                                              .xDeviceCharacteristics = narrow_device,
                                              .xShmMap = narrow_shm_map,
                                              .xShmLock = narrow_shm_lock,
                                              .xShmBarrier = narrow_shm_barrier,
                                              .xShmUnmap = narrow_shm_unmap};
    }
    assert_int_equal(sqlite3_vfs_register(&narrow, 1), SQLITE_OK);
}
static void narrow_off(void) {
    assert_int_equal(sqlite3_vfs_register(wide, 1), SQLITE_OK);
}

/* Reads all stories, each in a run of its own, while there is room; gives how many were reported as written. */
static unsigned read_while_room(const room *r, int writes, dp_error *err) {
    unsigned reported = 0;
    narrow_on(writes);
    ledger *l = NULL;
    if (ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE, .wait_ms = 50}, NULL, &l, err) == DP_OK)
        while (reported < STORIES && read_stories(l, reported, reported + 1, err) == DP_OK) reported++;
    ledger_close(l);
    narrow_off();
    return reported;
}

static void a_full_disk_is_named_and_loses_nothing(void **state) {
    (void)state;
    room whole;
    room_open(&whole);
    fill(&whole, STORIES);
    char *wanted = dump_of(&whole);
    unsigned full = 0;
    for (int writes = 0; writes < 3000; writes = writes * 5 / 4 + 7) {
        room r;
        room_open(&r);
        dp_error err = {0};
        const unsigned reported = read_while_room(&r, writes, &err);
        if (reported < STORIES) {
            full++;
            assert_int_equal(err.code, DP_E_LEDGER);
            assert_true(strlen(err.remedy) > 0);
        }
        if (reported) assert_whole(&r);
        if (reported) assert_true(room_number(&r, "SELECT count(*) FROM dispatches") >= reported);
        fill(&r, STORIES); /* there is room again */
        assert_whole(&r);
        char *got = dump_of(&r);
        assert_string_equal(wanted, got);
        free(got);
        room_close(&r);
    }
    assert_true(full > 5);
    free(wanted);
    room_close(&whole);
}

static void a_full_disk_forgets_all_or_nothing(void **state) {
    (void)state;
    for (int writes = 0; writes < 400; writes += 23) {
        room r;
        room_open(&r);
        fill(&r, STORIES);
        narrow_on(writes);
        ledger *l = NULL;
        dp_error err = {0};
        bool swept;
        ledger_forgotten done = {0};
        static const char *const ids[] = {"story3"};
        if (ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, &err) == DP_OK &&
            ledger_forget(l, ids, 1, NULL, &done, &err) == DP_OK)
            (void)ledger_sweep(l, &swept, &err);
        ledger_close(l);
        narrow_off();
        assert_whole(&r);
        assert_int_equal(room_number(&r, "SELECT count(*) FROM forgotten") + room_number(&r, "SELECT count(*) FROM dispatches"),
                         STORIES);
        assert_true(room_number(&r, "SELECT count(*) FROM forgotten") >= (int64_t)done.dispatches);
        room_close(&r);
    }
}

/* ---- two writers ---------------------------------------------------------------------------------------------------------- */

typedef struct turn {
    const room *r;
    unsigned first;
    dp_error err;
    dp_status status;
} turn;

static void *write_every_second(void *context) {
    turn *t = context;
    ledger *l = NULL;
    t->status = ledger_open(t->r->path, &(ledger_options){.mode = LEDGER_WRITE, .batch = 2}, NULL, &l, &t->err);
    for (unsigned i = t->first; t->status == DP_OK && i < STORIES; i += 2) t->status = read_stories(l, i, i + 1, &t->err);
    ledger_close(l);
    return NULL;
}

static void two_writers_take_turns(void **state) {
    (void)state;
    room whole, r;
    room_open(&whole);
    room_open(&r);
    fill(&whole, STORIES);
    turn turns[2] = {{.r = &r, .first = 0}, {.r = &r, .first = 1}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&threads[i], NULL, write_every_second, &turns[i]), 0);
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_ok(turns[i].status, turns[i].err);
    }
    assert_whole(&r);
    char *wanted = dump_of(&whole), *got = dump_of(&r);
    assert_string_equal(wanted, got);
    free(wanted);
    free(got);
    room_close(&r);
    room_close(&whole);
}

/* Two who make a ledger at the same time: while the first holds the new file, the second waits and is not refused at once. */
static void who_opens_a_file_that_another_makes_waits(void **state) {
    (void)state;
    enum { WAIT_MS = 60 };
    room r;
    room_open(&r);
    sqlite3 *maker;
    assert_int_equal(sqlite3_open(r.path, &maker), SQLITE_OK);
    assert_int_equal(sqlite3_exec(maker, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ledger *l = NULL;
    dp_error err = {0};
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    const ledger_options options = {.mode = LEDGER_WRITE, .wait_ms = WAIT_MS};
    assert_int_equal(ledger_open(r.path, &options, NULL, &l, &err), DP_E_LEDGER);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_non_null(strstr(err.message, "another program is writing"));
    assert_true((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 >= WAIT_MS - 1);
    assert_int_equal(sqlite3_exec(maker, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(maker);
    assert_ok(ledger_open(r.path, &options, NULL, &l, &err), err);
    ledger_close(l);
    room_close(&r);
}

/* ---- flipped bits --------------------------------------------------------------------------------------------------------- */

typedef struct seen {
    unsigned damages, named; /* with a place other than the file as a whole */
} seen;

static bool count_damage(void *context, const ledger_finding *f) {
    seen *s = context;
    assert_true(strlen(f->message) > 0 && strlen(f->remedy) > 0);
    if (f->weight != LEDGER_DAMAGE) return true;
    s->damages++;
    s->named += strcmp(f->where, "file") != 0;
    return true;
}

static bool take_row(void *context, const ledger_row *row) {
    uint64_t *sum = context;
    for (uint32_t i = 0; i < row->n; i++) *sum += row->cells[i].text_bytes;
    return true;
}

/* Whatever the file holds: an answer or an error with a remedy, never a crash. */
static void ask_everything(ledger *l) {
    static const enum ledger_question all[] = {LEDGER_CLAIMS, LEDGER_DISPATCHES, LEDGER_ACTORS,
                                               LEDGER_PLACES, LEDGER_CONFLICTS,  LEDGER_INFO};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        dp_error err = {0};
        uint64_t sum = 0;
        if (ledger_query(l, all[i], NULL, take_row, &sum, NULL, &err) != DP_OK) assert_true(strlen(err.message) > 0);
    }
}

static char *bytes_of(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *bytes = malloc(*n);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, f), *n);
    fclose(f);
    return bytes;
}

static void write_bytes(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* Opens and checks a file that may be damaged; true where the damage was refused or named. */
static bool damage_is_told(const room *r, unsigned *named) {
    ledger *l = NULL;
    dp_error err = {0};
    if (ledger_open(r->path, NULL, NULL, &l, &err) != DP_OK) {
        assert_true(strlen(err.remedy) > 0);
        return true;
    }
    seen s = {0};
    ledger_check_result result;
    dp_status status = ledger_check(l, &(ledger_check_options){.found = count_damage, .context = &s}, &result, &err);
    ask_everything(l);
    ledger_close(l);
    *named += s.named > 0;
    return status != DP_OK || result.damages > 0;
}

/* A text that was changed behind the ledger's back, among the first of the sample. */
static void a_quick_check_looks_into_dispatches_too(void **state) {
    (void)state;
    room r;
    room_open(&r);
    fill(&r, STORIES);
    ledger *l = room_ledger(&r, LEDGER_READ);
    ledger_check_result result;
    dp_error err = {0};
    assert_ok(ledger_check(l, &(ledger_check_options){.quick = true}, &result, &err), err);
    assert_int_equal(result.damages, 0);
    ledger_close(l);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
    const char change[] = "UPDATE dispatches SET text = replace(text, 'a', 'b') WHERE dispatch_key = 1";
    assert_int_equal(sqlite3_exec(db, change, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    l = room_ledger(&r, LEDGER_READ);
    assert_ok(ledger_check(l, &(ledger_check_options){.quick = true}, &result, &err), err);
    assert_true(result.damages > 0);
    ledger_close(l);
    room_close(&r);
}

/* Values that no other row repeats, changed in a file that is otherwise whole. */
static void a_changed_value_names_its_dispatch(void **state) {
    (void)state;
    static const char *const changes[] = {"UPDATE claims SET certainty = 'possible' WHERE dispatch_key = 2",
                                          "UPDATE claims SET words = replace(words, 'a', 'e') WHERE dispatch_key = 2",
                                          "UPDATE claims SET first_day = '2017-11-08' WHERE dispatch_key = 2",
                                          "UPDATE control SET state = 'lost' WHERE dispatch_key = 2",
                                          "UPDATE claim_roles SET position = position + 1 WHERE dispatch_key = 2",
                                          "UPDATE place_mentions SET confidence = 0.25 WHERE dispatch_key = 2",
                                          "UPDATE sentences SET headline = 1 WHERE dispatch_key = 2",
                                          "UPDATE dispatches SET source = 'Harbour Mire' WHERE dispatch_key = 2",
                                          "DELETE FROM dispatch_sums WHERE dispatch_key = 2"};
    room r;
    room_open(&r);
    fill(&r, 4);
    size_t n;
    char *whole = bytes_of(r.path, &n);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        unsigned named = 0;
        write_bytes(r.path, whole, n);
        assert_whole(&r);
        sqlite3 *db;
        assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        assert_true(sqlite3_changes(db) > 0);
        sqlite3_close(db);
        if (!damage_is_told(&r, &named) || !named) fail_msg("not told: %s", changes[i]);
    }
    free(whole);
    room_close(&r);
}

/* The same of what is worked out from dispatches. */
static void a_changed_value_of_what_was_worked_out_is_told(void **state) {
    (void)state;
    static const char *const changes[] = {"UPDATE propositions SET words = replace(words, 'a', 'e') WHERE proposition_key = 1",
                                          "UPDATE propositions SET lat = lat + 0.001 WHERE proposition_key = 1",
                                          "UPDATE propositions SET reach_km = reach_km + 1 WHERE proposition_key = 1",
                                          "UPDATE propositions SET party = replace(party, 'S', 'T') WHERE proposition_key = 1",
                                          "UPDATE proposition_blocks SET block = block + 1 WHERE proposition_key = 1",
                                          "DELETE FROM proposition_blocks WHERE proposition_key = 1",
                                          "UPDATE relations SET kind = 'same' WHERE kind = 'contradicts'",
                                          "UPDATE relations SET first_no = first_no + 1",
                                          "UPDATE sketches SET tie = tie + 1 WHERE dispatch_key = 3",
                                          "UPDATE sketches SET hashes = substr(hashes, 5) WHERE dispatch_key = 3",
                                          "UPDATE sketch_runs SET run_hash = run_hash + 1 WHERE dispatch_key = 3",
                                          "UPDATE shared_text SET share = share / 2 WHERE position = 0",
                                          "UPDATE copies SET share = share / 2",
                                          "UPDATE copies SET basis = 'reed'",
                                          "UPDATE event_claims SET event = 1 + (SELECT max(event) FROM event_claims)",
                                          "DELETE FROM event_claims WHERE dispatch_key = 3",
                                          "UPDATE events SET last_day = '2017-11-30'"};
    room r;
    room_open(&r);
    fill(&r, 12);
    assert_whole(&r);
    size_t n;
    char *whole = bytes_of(r.path, &n);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        unsigned named = 0;
        write_bytes(r.path, whole, n);
        sqlite3 *db;
        assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        if (!sqlite3_changes(db)) fail_msg("changes nothing: %s", changes[i]);
        sqlite3_close(db);
        if (!damage_is_told(&r, &named) || !named) fail_msg("not told: %s", changes[i]);
    }
    free(whole);
    room_close(&r);
}

static void a_page_of_noise_is_told_and_crashes_nothing(void **state) {
    (void)state;
    room r;
    room_open(&r);
    fill(&r, STORIES);
    size_t n;
    char *whole = bytes_of(r.path, &n), *broken = malloc(n);
    assert_non_null(broken);
    const size_t page = (size_t)room_number(&r, "PRAGMA page_size"), pages = n / page;
    unsigned told = 0, named = 0, free_pages = (unsigned)room_number(&r, "PRAGMA freelist_count");
    for (size_t p = 0; p < pages; p++) {
        memcpy(broken, whole, n);
        uint32_t noise = (uint32_t)p * 2654435761u + 1;
        for (size_t i = 0; i < page; i++) {
            noise = noise * 1664525u + 1013904223u;
            broken[p * page + i] = (char)(noise >> 24);
        }
        write_bytes(r.path, broken, n);
        told += damage_is_told(&r, &named);
    }
    assert_true(told + free_pages >= pages);
    assert_true(named * 2 > pages);
    free(whole);
    free(broken);
    room_close(&r);
}

static void a_flipped_byte_of_a_text_names_its_dispatch(void **state) {
    (void)state;
    room r;
    room_open(&r);
    fill(&r, STORIES);
    size_t n;
    char *bytes = bytes_of(r.path, &n);
    static const char said[] = "on report number 17 and the northern gate";
    unsigned told = 0, named = 0;
    for (char *at = bytes; (at = memmem(at, n - (size_t)(at - bytes), said, sizeof said - 1)); at++) {
        at[3] ^= 1; /* still a letter */
        write_bytes(r.path, bytes, n);
        at[3] ^= 1;
        told += damage_is_told(&r, &named);
    }
    assert_true(told >= 1);
    assert_int_equal(told, named);
    free(bytes);
    room_close(&r);
}

static void any_flipped_bits_crash_nothing(void **state) {
    (void)state;
    room r;
    room_open(&r);
    fill(&r, STORIES);
    size_t n;
    char *whole = bytes_of(r.path, &n), *broken = malloc(n);
    assert_non_null(broken);
    uint64_t x = 88172645463325252ull;
    unsigned told = 0, named = 0;
    const unsigned rounds = 10 * kills();
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(broken, whole, n);
        for (unsigned k = 0; k < 1 + round % 16; k++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            broken[x % n] ^= (char)(1 << (x >> 40) % 8);
        }
        write_bytes(r.path, broken, n);
        told += damage_is_told(&r, &named);
    }
    assert_true(told > rounds / 10); /* most of a page is empty room, and that may hold anything */
    free(whole);
    free(broken);
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_reader_loses_nothing_it_reported),
        cmocka_unit_test(a_killed_forgetting_is_whole_or_not_at_all),
        cmocka_unit_test(a_killed_coder_keeps_every_decision),
        cmocka_unit_test(a_killed_withholding_keeps_every_mark),
        cmocka_unit_test(a_full_disk_is_named_and_loses_nothing),
        cmocka_unit_test(a_full_disk_forgets_all_or_nothing),
        cmocka_unit_test(two_writers_take_turns),
        cmocka_unit_test(who_opens_a_file_that_another_makes_waits),
        cmocka_unit_test(a_quick_check_looks_into_dispatches_too),
        cmocka_unit_test(a_changed_value_names_its_dispatch),
        cmocka_unit_test(a_changed_value_of_what_was_worked_out_is_told),
        cmocka_unit_test(a_page_of_noise_is_told_and_crashes_nothing),
        cmocka_unit_test(a_flipped_byte_of_a_text_names_its_dispatch),
        cmocka_unit_test(any_flipped_bits_crash_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
