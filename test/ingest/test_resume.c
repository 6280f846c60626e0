/* Marks: a file is gone on with behind any record, without what stands before being read again. */
#include "testing.h"

#include <unistd.h>
#include <zlib.h>

#include "core/buf.h"
#include "ingest/source.h"

enum { RECORDS = 40 };

static char folder[64], path[96];

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "%s", "/tmp/depeche-resume-XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static FILE *make_file(const char *name) {
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    return f;
}

static void write_member(FILE *f, const char *bytes, size_t n) {
    static unsigned char packed[8192];
    z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n, .next_out = packed, .avail_out = sizeof packed};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    fwrite(packed, 1, sizeof packed - z.avail_out, f);
    deflateEnd(&z);
}

static size_t warc_record(unsigned i, char *out, size_t room) {
    char body[256];
    const int n =
        snprintf(body, sizeof body, "<html><body><p>The ferry number %u left the harbour at dawn.</p></body></html>", i);
    const int m = snprintf(out, room,
                           "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://wire.example/%u\r\nContent-Type: "
                           "text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
                           i, n, body);
    return (size_t)m;
}

static void write_lines(bool packed) {
    FILE *f = make_file(packed ? "a.jsonl.gz" : "a.jsonl");
    buf b;
    buf_init(&b);
    for (unsigned i = 0; i < RECORDS; i++) buf_printf(&b, "{\"id\": \"%u\", \"text\": \"The ferry left.\"}\n", i);
    if (packed)
        write_member(f, b.at, b.n);
    else
        fwrite(b.at, 1, b.n, f);
    buf_free(&b);
    fclose(f);
}

static void write_warc(bool packed) {
    FILE *f = make_file(packed ? "a.warc.gz" : "a.warc");
    for (unsigned i = 0; i < RECORDS; i++) {
        char record[1024];
        const size_t n = warc_record(i, record, sizeof record);
        if (packed)
            write_member(f, record, n);
        else
            fwrite(record, 1, n, f);
    }
    fclose(f);
}

/* What an earlier run noted; records 0: it never was. */
static bool give_mark(void *context, ingest_mark *mark) {
    const ingest_mark *noted = context;
    assert_true(mark->bytes > 0 && mark->changed_ns > 0 && mark->inode > 0);
    if (!noted->records) return true;
    assert_int_equal(mark->bytes, noted->bytes);
    const char *file = mark->file;
    *mark = *noted;
    mark->file = file;
    return true;
}

static ingest_source *open_source(ingest_mark *noted) {
    static const char *paths[1];
    paths[0] = path;
    ingest_source *s = NULL;
    dp_error err;
    const ingest_options options = {.paths = paths, .path_count = 1, .resume = give_mark, .resume_context = noted};
    assert_int_equal(ingest_source_open(&options, &s, &err), DP_OK);
    return s;
}

/* Reads `n` records, keeps the last mark, and reads the rest with it in another run. */
static void stops_behind(unsigned n, bool at_once) {
    ingest_mark noted = {0};
    ingest_record r = {0};
    ingest_source *s = open_source(&noted);
    for (unsigned i = 0; i < n; i++) assert_true(ingest_source_next(s, &r));
    noted = r.mark;
    noted.file = NULL;
    assert_int_equal(noted.records, n);
    if (at_once) assert_int_equal(noted.restart_record, n);
    ingest_source_close(s);

    s = open_source(&noted);
    unsigned seen = n;
    while (ingest_source_next(s, &r) && r.kind != INGEST_FILE_END) {
        assert_int_equal(r.error.code, DP_OK);
        assert_int_equal(r.line, ++seen);
        assert_int_equal(r.mark.records, seen);
    }
    assert_int_equal(seen, RECORDS);
    assert_int_equal(r.kind, INGEST_FILE_END);
    assert_int_equal(r.mark.records, RECORDS);
    assert_string_equal(r.mark.file, path);
    assert_false(ingest_source_next(s, &r));
    ingest_source_close(s);
    ingest_record_free(&r);
}

static void every_stop(bool at_once) {
    for (unsigned n = 1; n < RECORDS; n += 3) stops_behind(n, at_once);
    unlink(path);
}

static void lines_begin_anew_at_any_line(void **state) {
    (void)state;
    write_lines(false);
    every_stop(true);
}

static void packed_lines_are_passed_over(void **state) {
    (void)state;
    write_lines(true);
    every_stop(false);
}

static void archives_begin_anew_at_any_record(void **state) {
    (void)state;
    write_warc(false);
    every_stop(true);
}

static void packed_archives_begin_anew_at_any_member(void **state) {
    (void)state;
    write_warc(true);
    every_stop(true);
}

static bool refuse(void *context, ingest_mark *mark) {
    (void)mark;
    ++*(unsigned *)context;
    return false;
}

static void a_file_that_is_not_wanted_is_not_read(void **state) {
    (void)state;
    write_lines(false);
    unsigned asked = 0;
    const char *paths[] = {path};
    ingest_source *s = NULL;
    ingest_record r = {0};
    dp_error err;
    const ingest_options options = {.paths = paths, .path_count = 1, .resume = refuse, .resume_context = &asked};
    assert_int_equal(ingest_source_open(&options, &s, &err), DP_OK);
    assert_false(ingest_source_next(s, &r));
    assert_int_equal(asked, 1);
    assert_int_equal(ingest_source_progress(s).bytes_done, ingest_measure(paths, 1));
    ingest_source_close(s);
    ingest_record_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_begin_anew_at_any_line),          cmocka_unit_test(packed_lines_are_passed_over),
        cmocka_unit_test(archives_begin_anew_at_any_record),     cmocka_unit_test(packed_archives_begin_anew_at_any_member),
        cmocka_unit_test(a_file_that_is_not_wanted_is_not_read),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
