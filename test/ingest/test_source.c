#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void files_come_as_named_and_folders_in_order_of_names(void **state) {
    (void)state;
    mkdir("news", 0700);
    mkdir("news/b", 0700);
    mkdir("news/.hidden", 0700);
    put_text("news/.hidden/x.txt", "hidden");
    put_text("news/c.TXT", "three");
    put_text("news/b/2.txt", "two");
    put_text("news/a.txt", "one");
    put_text("news/picture.png", "png");
    put_text("z.dat", "last");
    assert_string_equal(LISTING("z.dat", "news"),
                        "z.dat:0 plain last|news/a.txt:0 plain one|news/b/2.txt:0 plain two|news/c.TXT:0 plain three|");
}

static void json_lines_are_known_by_name_or_first_byte_and_blank_lines_are_none(void **state) {
    (void)state;
    put_text("a.jsonl", "\xEF\xBB\xBF{\"a\":1}\r\n\n  \r\nnot json");
    put_text("b.txt", "\n {\"b\":1}\n{\"b\":2}\n");
    assert_string_equal(LISTING("a.jsonl", "b.txt"),
                        "a.jsonl:1 json {\"a\":1}|a.jsonl:4 json not json|b.txt:2 json  {\"b\":1}|b.txt:3 json {\"b\":2}|");
}

static void what_cannot_be_read_is_named_and_the_rest_goes_on(void **state) {
    (void)state;
    mkdir("empty", 0700);
    put_text("good.txt", "good");
    assert_string_equal(LISTING("none.txt", "empty", "good.txt"),
                        "none.txt:0 ! cannot open: No such file or directory|empty:0 ! the folder holds no file of a kind "
                        "that is read|good.txt:0 plain good|");
    put_text("nothing.txt", "");
    assert_string_equal(LISTING("nothing.txt"), "nothing.txt:0 plain |");
    put_text("nothing.jsonl", "");
    assert_string_equal(LISTING("nothing.jsonl"), "");
    assert_int_equal(symlink("empty", "empty/loop"), 0);
    assert_int_equal(symlink("nowhere.txt", "empty/broken.txt"), 0);
    assert_string_equal(LISTING("empty"), "empty:0 ! the folder holds no file of a kind that is read|");
}

static void long_lines_cross_blocks_whole(void **state) {
    (void)state;
    FILE *f = fopen("long.jsonl", "wb");
    for (int line = 0; line < 5; line++) {
        fputc('{', f);
        for (int i = 0; i < 300000 + line; i++) fputc('a' + i % 26, f);
        fputs("}\n", f);
    }
    fclose(f);
    ingest_source *s;
    ingest_record r = {0};
    dp_error err;
    assert_int_equal(ingest_source_open(&(ingest_options){.paths = (const char *[]){"long.jsonl"}, .path_count = 1}, &s, &err),
                     DP_OK);
    for (size_t line = 0; line < 5; line++) {
        assert_true(ingest_source_next(s, &r));
        assert_int_equal(r.n, 300002 + line);
        assert_int_equal(r.line, line + 1);
        for (size_t i = 0; i < 300000; i += 999) assert_int_equal(r.bytes[i + 1], 'a' + i % 26);
    }
    assert_false(ingest_source_next(s, &r));
    ingest_progress p = ingest_source_progress(s);
    assert_int_equal(p.bytes_done, p.bytes_known);
    assert_int_equal(p.files_done, 1);
    ingest_record_free(&r);
    ingest_source_close(s);
}

static void lines_and_files_beyond_the_limit_are_errors_and_nothing_after_them_is_lost(void **state) {
    (void)state;
    FILE *f = fopen("huge.jsonl", "wb");
    char *block = malloc(1 << 20);
    memset(block, 'a', 1 << 20);
    fputs("{\"id\":1}\n", f);
    for (int i = 0; i < 100; i++) fwrite(block, 1, 1 << 20, f);
    fputs("\n{\"id\":2}", f);
    fclose(f);
    assert_string_equal(
        LISTING("huge.jsonl"),
        "huge.jsonl:1 json {\"id\":1}|huge.jsonl:2 ! the line is longer than 96 MiB|huge.jsonl:3 json {\"id\":2}|");
    f = fopen("huge.txt", "wb");
    for (int i = 0; i < 40; i++) fwrite(block, 1, 1 << 20, f);
    fclose(f);
    free(block);
    put_text("after.txt", "after");
    assert_string_equal(LISTING("huge.txt", "after.txt"),
                        "huge.txt:0 ! the file is longer than one dispatch may be (16 MiB of text)|after.txt:0 plain after|");
}

static void utf16_json_lines_are_decoded(void **state) {
    (void)state;
    put("utf16.jsonl", "\xFF\xFE{\0}\0\n\0{\0 \0}\0", 14);
    assert_string_equal(LISTING("utf16.jsonl"), "utf16.jsonl:1 json {}|utf16.jsonl:2 json { }|");
}

static void the_first_line_of_a_pipe_does_not_wait_for_the_second(void **state) {
    (void)state;
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    assert_int_equal(write(ends[1], "{}\n", 3), 3);
    ingest_source *s;
    ingest_record r = {0};
    dp_error err;
    assert_int_equal(
        ingest_source_open(&(ingest_options){.paths = (const char *[]){"-"}, .path_count = 1, .stdin_json = true}, &s, &err),
        DP_OK);
    assert_true(ingest_source_next(s, &r)); /* would never return if it wanted more */
    assert_int_equal(r.n, 2);
    close(ends[1]);
    assert_false(ingest_source_next(s, &r));
    ingest_record_free(&r);
    ingest_source_close(s);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(ends[0]);
}

static void a_set_flag_ends_the_stream(void **state) {
    (void)state;
    put_text("many.jsonl", "{}\n{}\n{}\n");
    volatile sig_atomic_t stop = 0;
    ingest_source *s;
    ingest_record r = {0};
    dp_error err;
    assert_int_equal(
        ingest_source_open(&(ingest_options){.paths = (const char *[]){"many.jsonl"}, .path_count = 1, .stop = &stop}, &s, &err),
        DP_OK);
    assert_true(ingest_source_next(s, &r));
    stop = 1;
    assert_false(ingest_source_next(s, &r));
    ingest_record_free(&r);
    ingest_source_close(s);
    ingest_source_close(NULL);
}

static void records_become_dispatches_with_their_place(void **state) {
    (void)state;
    put_text("two.jsonl", "{\"id\":\"a\",\"text\":\"t\"}\n{\"id\":\"b\"}\n");
    ingest_source *s;
    ingest_record r = {0};
    arena a;
    dispatch d;
    dp_error err;
    const ingest_rules rules = {0};
    arena_init(&a);
    assert_int_equal(
        ingest_source_open(&(ingest_options){.paths = (const char *[]){"two.jsonl", "none.txt"}, .path_count = 2}, &s, &err),
        DP_OK);
    assert_true(ingest_source_next(s, &r));
    assert_int_equal(ingest_record_read(&r, &rules, &a, &d, &err), DP_OK);
    assert_string_equal(d.file, "two.jsonl");
    assert_int_equal(d.line, 1);
    assert_true(ingest_source_next(s, &r));
    assert_int_equal(ingest_record_read(&r, &rules, &a, &d, &err), DP_E_FORMAT);
    assert_string_equal(err.file, "two.jsonl");
    assert_int_equal(err.line, 2);
    assert_true(ingest_source_next(s, &r));
    assert_int_equal(ingest_record_read(&r, &rules, &a, &d, &err), DP_E_IO);
    assert_string_equal(err.file, "none.txt");
    ingest_record_free(&r);
    ingest_source_close(s);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_as_named_and_folders_in_order_of_names),
        cmocka_unit_test(json_lines_are_known_by_name_or_first_byte_and_blank_lines_are_none),
        cmocka_unit_test(what_cannot_be_read_is_named_and_the_rest_goes_on),
        cmocka_unit_test(long_lines_cross_blocks_whole),
        cmocka_unit_test(lines_and_files_beyond_the_limit_are_errors_and_nothing_after_them_is_lost),
        cmocka_unit_test(utf16_json_lines_are_decoded),
        cmocka_unit_test(the_first_line_of_a_pipe_does_not_wait_for_the_second),
        cmocka_unit_test(a_set_flag_ends_the_stream),
        cmocka_unit_test(records_become_dispatches_with_their_place),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
