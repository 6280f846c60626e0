/* Exports: what each format holds, says that it lost, hides and coarsens. Whole outputs stand in golden/, one file a format; with
 * DEPECHE_REWRITE_GOLDEN set they are written anew. */
#include "report_story.h"

#include "export/export.h"
#include "export/value.h"
#include <jansson.h>
#include <sqlite3.h>

#include "ledger/record.h"
#include "ledger/withhold.h"

static const unsigned forwards[STORIES] = {0, 1, 2, 3, 4, 5};
static ledger *l;
static room r;
static buf notes;

static int set_up(void **state) {
    (void)state;
    room_open(&r);
    l = told_ledger(&r, forwards);
    buf_init(&notes);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    buf_free(&notes);
    return 0;
}

/* The pack, whose tables fill columns of some formats; NULL where there is none. */
static const knowledge *pack_of_test(void) {
    static knowledge k;
    static bool open;
    dp_error err = {0};
    const char *path = getenv("DEPECHE_PACK");
    if (!open && path && access(path, R_OK) == 0) {
        assert_ok(knowledge_open(path, &k, &err), err);
        open = true;
    }
    return open ? &k : NULL;
}

static void take_note(void *context, const char *line) {
    (void)context;
    buf_printf(&notes, "%s\n", line);
}

static export_options options_of(const char *format) {
    const export_options o = {
        .format = export_format_named(format), .quote_characters = EXPORT_QUOTES, .policy = EXPORT_AS_AGREED};
    assert_non_null(o.format);
    return o;
}

static dp_status try_export(const export_options *o, buf *out, export_result *result, dp_error *err) {
    const export_sink sink = {.write = dump_bytes, .note = take_note, .context = out};
    buf_clear(&notes);
    dp_status s = export_run(l, pack_of_test(), o, &sink, result, err);
    assert_non_null(buf_cstr(out));
    assert_non_null(buf_cstr(&notes));
    return s;
}

/* The bytes of an export, to be freed. */
static char *exported(const export_options *o, uint64_t rows) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    export_result result;
    assert_ok(try_export(o, &out, &result, &err), err);
    assert_int_equal(result.rows, rows);
    assert_int_equal(result.bytes, out.n);
    return out.at;
}

/* ---- golden outputs ------------------------------------------------------------------------------------------------------ */

static char *read_whole(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s is missing", path);
    buf all;
    buf_init(&all);
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&all, piece, n);
    fclose(f);
    assert_non_null(buf_cstr(&all));
    return all.at;
}

static void is_golden(const char *name, const char *got) {
    const char *source = getenv("DEPECHE_SOURCE");
    char path[512];
    if (!source) skip();
    snprintf(path, sizeof path, "%s/test/export/golden/%s", source, name);
    if (getenv("DEPECHE_REWRITE_GOLDEN")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fputs(got, f);
        assert_int_equal(fclose(f), 0);
    }
    char *wanted = read_whole(path);
    assert_string_equal(got, wanted);
    free(wanted);
}

static void format_is_golden(const char *format, uint8_t policy, const char *name, uint64_t rows) {
    export_options o = options_of(format);
    o.policy = policy;
    char *got = exported(&o, rows);
    is_golden(name, got);
    free(got);
    char notes_name[64];
    snprintf(notes_name, sizeof notes_name, "%s.notes", name);
    is_golden(notes_name, notes.at);
}

static void formats_of_claims_give_their_golden_bytes(void **state) {
    (void)state;
    format_is_golden("csv", EXPORT_AS_AGREED, "claims.csv", 6);
    format_is_golden("jsonl", EXPORT_AS_AGREED, "claims.jsonl", 6);
    format_is_golden("geojson", EXPORT_AS_AGREED, "claims.geojson", 5);
    format_is_golden("claimreview", EXPORT_AS_AGREED, "claimreview.jsonld", 6);
    format_is_golden("webannotation", EXPORT_AS_AGREED, "webannotation.jsonld", 6);
}

static void formats_of_events_give_their_golden_bytes(void **state) {
    (void)state;
    format_is_golden("acled", EXPORT_EACH, "acled.each.csv", 4);
    format_is_golden("acled", EXPORT_CONSERVATIVE, "acled.conservative.csv", 2);
    format_is_golden("ucdp", EXPORT_EACH, "ucdp.each.csv", 2);
    format_is_golden("ucdp", EXPORT_CONSERVATIVE, "ucdp.conservative.csv", 1);
    format_is_golden("plover", EXPORT_EACH, "plover.each.jsonl", 5);
    format_is_golden("polecat", EXPORT_EACH, "polecat.each.tsv", 4);
    format_is_golden("gdelt", EXPORT_EACH, "gdelt.each.tsv", 4);
    format_is_golden("gdelt", EXPORT_CONSERVATIVE, "gdelt.conservative.tsv", 2);
    format_is_golden("timemap", EXPORT_EACH, "timemap.each.json", 4);
}

/* ---- disagreement -------------------------------------------------------------------------------------------------------- */

static void an_event_format_refuses_disagreement_without_a_policy(void **state) {
    (void)state;
    for (uint32_t i = 0; export_format_at(i); i++) {
        export_options o = options_of(export_format_name(export_format_at(i)));
        buf out;
        buf_init(&out);
        dp_error err = {0};
        dp_status s = try_export(&o, &out, NULL, &err);
        if (export_format_has_events(o.format)) {
            assert_int_equal(s, DP_E_USAGE);
            assert_int_equal(out.n, 0);
            assert_non_null(strstr(err.message, "1 dispute between these claims"));
            assert_non_null(strstr(err.remedy, "--policy each"));
        } else {
            assert_ok(s, err);
        }
        buf_free(&out);
    }
}

static void without_disagreement_no_policy_is_needed(void **state) {
    (void)state;
    export_options o = options_of("gdelt");
    o.filter.place = "Abu Kamal";
    char *table = exported(&o, 1); /* two tellings of one capture */
    assert_non_null(strstr(table, pack_of_test() ? "\t190\t190\t19\t4\t-10.0\t2\t2\t2\t" : "\t190\t190\t19\t\t\t2\t2\t2\t"));
    free(table);
}

static void a_conservative_row_has_the_lowest_count_and_says_so(void **state) {
    (void)state;
    export_options o = options_of("ucdp");
    o.policy = EXPORT_CONSERVATIVE;
    char *table = exported(&o, 1);
    assert_non_null(strstr(table, ",10,,10,,\r\n")); /* best, high, low */
    assert_non_null(strstr(notes.at, " (Mayadin) and 1 more: dead in dispute: the lowest count stands"));
    free(table);
}

/* ---- what must not get out ----------------------------------------------------------------------------------------------- */

static void private_persons_are_masked_in_every_format(void **state) {
    (void)state;
    for (uint32_t i = 0; export_format_at(i); i++) {
        export_options o = options_of(export_format_name(export_format_at(i)));
        if (export_format_has_events(o.format)) o.policy = EXPORT_EACH;
        buf out;
        buf_init(&out);
        dp_error err = {0};
        assert_ok(try_export(&o, &out, NULL, &err), err);
        assert_null(memmem(out.at, out.n, "Haddad", 6));
        o.filter.with_names = true;
        buf_clear(&out);
        assert_ok(try_export(&o, &out, NULL, &err), err);
        bool holds_people =
            strcmp(export_format_name(o.format), "gdelt") != 0 && strcmp(export_format_name(o.format), "polecat") != 0;
        assert_int_equal(memmem(out.at, out.n, "Haddad", 6) != NULL, holds_people);
        buf_free(&out);
    }
}

static void no_cell_of_a_table_is_a_formula_unless_raw(void **state) {
    (void)state;
    export_options o = options_of("csv");
    o.filter.with_names = true;
    char *table = exported(&o, 6);
    assert_non_null(strstr(table, "\"'=Karim Haddad, a grocer, said 31"));
    assert_non_null(strstr(table, ",\"'=cmd|calc\","));
    assert_non_null(strstr(table, ",\"'@SUM(1+1)\","));
    assert_null(strstr(table, ",=") ? strstr(table, ",=") : strstr(table, ",\"="));
    free(table);
    o.raw = true;
    table = exported(&o, 6);
    assert_non_null(strstr(table, ",=cmd|calc,"));
    free(table);
}

static void quotes_are_cut_to_a_number_of_characters(void **state) {
    (void)state;
    export_options o = options_of("jsonl");
    o.filter.dispatch = "six";
    char *line = exported(&o, 1);
    const char *text = strstr(line, "\"text\":\"") + 8, *end = strstr(text, "\",\"says\"");
    assert_non_null(end);
    assert_int_equal(utf8_count(text, (size_t)(end - text)), 200);
    assert_memory_equal(end - 3, "\xE2\x80\xA6", 3);
    free(line);
    o.quote_characters = EXPORT_QUOTES_FULL;
    line = exported(&o, 1);
    assert_non_null(strstr(line, "\\\"not one\\\"."));
    free(line);
    o.quote_characters = 0;
    line = exported(&o, 1);
    assert_null(strstr(line, "Residents of the villages"));
    assert_non_null(strstr(line, "\"text\":null"));
    free(line);
}

static void a_title_is_cut_like_a_quote(void **state) {
    (void)state;
    char title[5001];
    memset(title, 'x', 5000);
    title[5000] = '\0';
    story s;
    dp_error err = {0};
    room_begin(l);
    story_begin(&s, "seven", "Harbour Wire", "2017-11-15");
    s.d.title = title;
    story_say(&s, "Two fighters were killed at Mayadin.");
    story_count(&s, "killed", CASUALTY_KILLED, told_town(&s, "Mayadin", 168954, NULL), 2, 2, "fighters");
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
    export_options o = options_of("csv");
    o.filter.dispatch = "seven";
    char *line = exported(&o, 1);
    char *cut = strstr(line, "xxx");
    assert_non_null(cut);
    assert_int_equal(strspn(cut, "x"), EXPORT_QUOTES - 1);
    free(line);
    o.quote_characters = EXPORT_QUOTES_FULL;
    line = exported(&o, 1);
    assert_non_null(strstr(line, title));
    free(line);
}

static void only_addresses_of_the_web_become_links(void **state) {
    (void)state;
    assert_string_equal(web_address("HTTPS://wire.example/a?b=1&c=2#d"), "HTTPS://wire.example/a?b=1&c=2#d");
    static const char *const others[] = {"javascript:alert(1)",
                                         "data:text/html,x",
                                         "ftp://wire.example/",
                                         "/abu-kamal",
                                         "",
                                         "https://wire.example/a b",
                                         "http://wire.example/\"onclick=",
                                         "http://x/<script>"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_null(web_address(others[i]));
    assert_null(web_address(NULL));
}

static void a_cut_or_masked_quote_selects_nothing(void **state) {
    (void)state;
    export_options o = options_of("webannotation");
    o.filter.dispatch = "six";
    char *page = exported(&o, 1);
    assert_non_null(strstr(page, "\"TextPositionSelector\",\"start\":0,\"end\":"));
    assert_null(strstr(page, "TextQuoteSelector"));
    free(page);
    o.filter.dispatch = "two";
    page = exported(&o, 1);
    assert_null(strstr(page, "TextQuoteSelector"));
    free(page);
    o.filter.with_names = true;
    page = exported(&o, 1);
    assert_non_null(strstr(page, "{\"type\":\"TextQuoteSelector\",\"exact\":\"=Karim Haddad, a grocer"));
    free(page);
}

static void coarse_places_leave_no_trace_of_finer_ones(void **state) {
    (void)state;
    static const uint8_t levels[] = {EXPORT_ADMIN1, EXPORT_COUNTRY};
    for (int k = 0; k < 2; k++) {
        for (uint32_t i = 0; export_format_at(i); i++) {
            export_options o = options_of(export_format_name(export_format_at(i)));
            if (export_format_has_events(o.format)) o.policy = EXPORT_EACH;
            o.coarsen = levels[k];
            buf out;
            buf_init(&out);
            dp_error err = {0};
            assert_ok(try_export(&o, &out, NULL, &err), err);
            static const char *const finer[] = {"Abu Kamal", "abu-kamal", "Mayadin", "Ville-Neuve", "34.45", "174448"};
            for (size_t n = 0; n < sizeof finer / sizeof *finer; n++)
                if (memmem(out.at, out.n, finer[n], strlen(finer[n])))
                    fail_msg("%s still says %s", export_format_name(o.format), finer[n]);
            if (levels[k] == EXPORT_COUNTRY) assert_null(memmem(out.at, out.n, "Deir ez-Zor", 11));
            assert_non_null(strstr(notes.at, "places are no finer than"));
            buf_free(&out);
        }
    }
    export_options o = options_of("jsonl");
    o.coarsen = EXPORT_ADMIN1;
    o.filter.dispatch = "one";
    char *line = exported(&o, 1);
    assert_non_null(strstr(line, "\"says\":\"Deir ez-Zor Governorate taken by Syria: armed forces"));
    assert_non_null(strstr(line, "\"admin1\":\"Deir ez-Zor Governorate\",\"geo_precision\":3,\"where_prec\":4"));
    free(line);
}

static bool first_id(void *context, const ledger_record *claim) {
    snprintf(context, 20, "%s", claim->id);
    return false;
}

static void what_is_withheld_stays_out_and_is_counted(void **state) {
    (void)state;
    ledger_withheld w;
    arena a;
    arena_init(&a);
    dp_error err = {0};
    char id[20];
    bool found;
    assert_ok(ledger_records(l, &(ledger_filter){.dispatch = "two"}, 0, first_id, id, &err), err);
    assert_ok(ledger_withhold(l, id, "names a witness", &a, &w, &err), err);
    assert_string_equal(w.kind, "claim");
    assert_string_equal(w.label, "31 fighters killed");
    export_options o = options_of("csv");
    free(exported(&o, 5));
    assert_non_null(strstr(notes.at, "csv: withheld: marked claims (1)"));
    assert_ok(ledger_release(l, id, &a, &w, &found, &err), err);
    assert_true(found);
    free(exported(&o, 6));

    assert_ok(ledger_withhold(l, "174448", NULL, &a, &w, &err), err);
    assert_string_equal(w.kind, "place");
    char *table = exported(&o, 3);
    assert_null(strstr(table, "Abu Kamal"));
    assert_non_null(strstr(notes.at, "claims at marked places (3)"));
    free(table);
    assert_ok(ledger_release(l, "174448", &a, &w, &found, &err), err);
    assert_true(found);
    assert_ok(ledger_release(l, "174448", &a, &w, &found, &err), err);
    assert_false(found);
    assert_int_equal(ledger_withhold(l, "C!", NULL, &a, &w, &err), DP_E_USAGE);
    assert_int_equal(ledger_withhold(l, "D", NULL, &a, &w, &err), DP_E_USAGE);
    assert_int_equal(ledger_withhold(l, "C0000000000000000", NULL, &a, &w, &err), DP_E_USAGE);
    arena_free(&a);
}

/* ---- GeoPackage ---------------------------------------------------------------------------------------------------------- */

static int64_t ask_gpkg(sqlite3 *db, const char *sql) {
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}

static void a_geopackage_is_one_by_its_tables_and_its_bytes(void **state) {
    (void)state;
    export_options o = options_of("gpkg");
    buf out;
    buf_init(&out);
    dp_error err = {0};
    export_result result;
    assert_ok(try_export(&o, &out, &result, &err), err);
    assert_int_equal(result.rows, 6);
    assert_memory_equal(out.at, "SQLite format 3", 16);
    assert_memory_equal(out.at + 68, "GPKG", 4); /* application_id */
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_deserialize(db, "main", (unsigned char *)out.at, (sqlite3_int64)out.n, (sqlite3_int64)out.n,
                                         SQLITE_DESERIALIZE_READONLY),
                     SQLITE_OK);
    assert_int_equal(ask_gpkg(db, "PRAGMA user_version"), 10300);
    assert_int_equal(ask_gpkg(db, "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"), 3);
    assert_int_equal(
        ask_gpkg(db,
                 "SELECT count(*) FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name) WHERE "
                 "data_type = 'features' AND geometry_type_name = 'POINT' AND g.srs_id = 4326 AND "
                 "c.min_x = 40.92 AND round(c.min_y, 2) = 34.45 AND c.max_y > 37 AND last_change = '2017-11-14T00:00:00.000Z'"),
        1);
    assert_int_equal(ask_gpkg(db, "SELECT count(*) FROM claims"), 6);
    assert_int_equal(ask_gpkg(db, "SELECT count(*) FROM claims WHERE geom IS NULL AND given_id = 'four'"), 1);
    /* "GP", version 0, little endian, 4326, WKB point, then 40.92 and 34.45 as they stand in memory of most machines */
    assert_int_equal(ask_gpkg(db, "SELECT count(*) FROM claims WHERE hex(geom) = "
                                  "'47500001E61000000101000000F6285C8FC27544409A99999999394140'"),
                     3);
    sqlite3_close(db);
    buf_free(&out);
}

static void the_codebook_masks_who_was_asked_for(void **state) {
    (void)state;
    export_options o = options_of("csv");
    const export_result none = {0};
    buf package;
    buf_init(&package);
    dp_error err = {0};
    o.filter.actor = "haddad";
    o.filter.claimant = "Amaq";
    o.filter.text = "Karim HADDAD grocer";
    assert_ok(export_package(l, pack_of_test(), &o, &none, "out.csv", &package, &err), err);
    json_t *root = json_loadb(package.at, package.n, 0, NULL);
    const json_t *filters = json_object_get(json_object_get(root, "depeche"), "filters");
    assert_string_equal(json_string_value(json_object_get(filters, "actor")), "[person]");
    assert_string_equal(json_string_value(json_object_get(filters, "text")), "[person]");
    assert_string_equal(json_string_value(json_object_get(filters, "claimant")), "Amaq");
    json_decref(root);
    o.filter.with_names = true;
    buf_clear(&package);
    assert_ok(export_package(l, pack_of_test(), &o, &none, "out.csv", &package, &err), err);
    assert_non_null(memmem(package.at, package.n, "Karim HADDAD", 12));
    buf_free(&package);
}

/* ---- the data package ---------------------------------------------------------------------------------------------------- */

static void the_codebook_has_every_column_of_the_file(void **state) {
    (void)state;
    for (uint32_t i = 0; export_format_at(i); i++) {
        export_options o = options_of(export_format_name(export_format_at(i)));
        if (export_format_has_events(o.format)) o.policy = EXPORT_EACH;
        buf file, package;
        buf_init(&file);
        buf_init(&package);
        dp_error err = {0};
        export_result result;
        assert_ok(try_export(&o, &file, &result, &err), err);
        assert_ok(export_package(l, pack_of_test(), &o, &result, "folder/out.file", &package, &err), err);
        json_t *root = json_loadb(package.at, package.n, 0, NULL);
        assert_non_null(root);
        json_t *resource = json_array_get(json_object_get(root, "resources"), 0);
        assert_string_equal(json_string_value(json_object_get(resource, "path")), "out.file");
        assert_int_equal(json_integer_value(json_object_get(resource, "bytes")), file.n);
        json_t *schema = json_object_get(resource, "schema"), *fields = json_object_get(schema, "fields"), *field;
        size_t at, keys = 0;
        const char *line = file.at;
        json_array_foreach(fields, at, field) {
            const char *name = json_string_value(json_object_get(field, "name"));
            assert_non_null(json_string_value(json_object_get(field, "type")));
            assert_true(strlen(json_string_value(json_object_get(field, "description"))) > 3);
            keys += strcmp(name, json_string_value(json_object_get(schema, "primaryKey"))) == 0;
            if (!export_format_is_table(o.format)) continue;
            assert_memory_equal(line, name, strlen(name)); /* the head of the table, column by column */
            line += strlen(name) + 1;
        }
        assert_int_equal(keys, 1);
        assert_non_null(json_object_get(json_object_get(root, "depeche"), "readings"));
        assert_non_null(json_object_get(json_object_get(root, "depeche"), "filters"));
        json_decref(root);
        buf_free(&file);
        buf_free(&package);
    }
}

/* ---- order --------------------------------------------------------------------------------------------------------------- */

/* The export of another ledger than the tests' own. */
static void export_from(ledger *other, const export_options *o, buf *out) {
    ledger *kept = l;
    dp_error err = {0};
    l = other;
    assert_ok(try_export(o, out, NULL, &err), err);
    l = kept;
}

static void the_order_of_reading_changes_no_byte(void **state) {
    (void)state;
    static const unsigned backwards[STORIES] = {5, 4, 3, 2, 1, 0};
    room other_room;
    room_open(&other_room);
    ledger *other = told_ledger(&other_room, backwards);
    for (uint32_t i = 0; export_format_at(i); i++) {
        for (uint8_t policy = EXPORT_CONSERVATIVE; policy <= EXPORT_EACH; policy++) {
            export_options o = options_of(export_format_name(export_format_at(i)));
            if (export_format_has_events(o.format)) o.policy = policy;
            buf here, there;
            buf_init(&here);
            buf_init(&there);
            export_from(l, &o, &here);
            export_from(other, &o, &there);
            assert_int_equal(there.n, here.n);
            assert_memory_equal(there.at, here.at, here.n);
            buf_free(&here);
            buf_free(&there);
        }
    }
    ledger_close(other);
    room_close(&other_room);
}

static bool no_more(void *context, const char *bytes, size_t n) {
    (void)bytes;
    *(size_t *)context += n;
    return false;
}

static void a_receiver_may_stop_an_export(void **state) {
    (void)state;
    for (uint32_t i = 0; export_format_at(i); i++) {
        size_t got = 0;
        dp_error err = {0};
        export_options o = options_of(export_format_name(export_format_at(i)));
        if (export_format_has_events(o.format)) o.policy = EXPORT_EACH;
        const export_sink sink = {.write = no_more, .context = &got};
        assert_ok(export_run(l, pack_of_test(), &o, &sink, NULL, &err), err);
        assert_true(got > 0);
    }
}

#define told(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        told(formats_of_claims_give_their_golden_bytes),
        told(formats_of_events_give_their_golden_bytes),
        told(an_event_format_refuses_disagreement_without_a_policy),
        told(without_disagreement_no_policy_is_needed),
        told(a_conservative_row_has_the_lowest_count_and_says_so),
        told(private_persons_are_masked_in_every_format),
        told(the_codebook_masks_who_was_asked_for),
        told(no_cell_of_a_table_is_a_formula_unless_raw),
        told(quotes_are_cut_to_a_number_of_characters),
        told(a_title_is_cut_like_a_quote),
        cmocka_unit_test(only_addresses_of_the_web_become_links),
        told(a_cut_or_masked_quote_selects_nothing),
        told(coarse_places_leave_no_trace_of_finer_ones),
        told(what_is_withheld_stays_out_and_is_counted),
        told(a_geopackage_is_one_by_its_tables_and_its_bytes),
        told(the_codebook_has_every_column_of_the_file),
        told(the_order_of_reading_changes_no_byte),
        told(a_receiver_may_stop_an_export),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
