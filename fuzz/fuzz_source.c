/* Arbitrary bytes as a file: the first byte gives its name's ending and so what it is taken for. Every record that is cut out of
 * it becomes a dispatch of valid UTF-8 with an id, or is refused with a reason and a place. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/pack.h"
#include "core/utf8.h"
#include "ingest/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const ends[] = {"warc", "warc.gz", "xml", "json", "csv", "mbox", "eml", "zip", "html", "jsonl", "txt", "gz"};
enum { ENDS = sizeof ends / sizeof *ends };

/* The only state of the target: the rules live as long as the process, and so does the folder in memory, whose name nothing that
 * is compared may hold: it would be another one each time. */
static const ingest_rules *rules_once(void) {
    static pack knowledge;
    static ingest_rules rules;
    static bool open;
    dp_error err = {0};
    if (!open) {
        char folder[] = "/dev/shm/depeche-fuzz-XXXXXX";
        if (!mkdtemp(folder) || chdir(folder) != 0 || pack_open(getenv("DEPECHE_PACK"), &knowledge, &err) != DP_OK ||
            ingest_rules_open(&knowledge, &rules, &err) != DP_OK)
            abort();
        open = true;
    }
    return &rules;
}

static void put(const char *path, const uint8_t *data, size_t size) {
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size)) abort();
    close(fd);
}

static void check(const ingest_record *r, const ingest_rules *rules, arena *a) {
    dispatch d;
    dp_error err = {0};
    arena_reset(a);
    if (ingest_record_read(r, rules, a, &d, &err) == DP_OK) {
        if (!d.id || !*d.id || !d.file || !d.encoding || !utf8_valid(d.text, d.text_bytes)) abort();
        if (d.title && !utf8_valid(d.title, strlen(d.title))) abort();
    } else if (!err.message[0] || !err.remedy[0] || !err.file[0]) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    const ingest_rules *rules = rules_once();
    char path[16];
    snprintf(path, sizeof path, "x.%s", ends[data[0] % ENDS]);
    put(path, data + 1, size - 1);
    const char *const paths[] = {path};
    ingest_source *s;
    ingest_record r = {0};
    arena a;
    dp_error err;
    arena_init(&a);
    if (ingest_source_open(&(ingest_options){.paths = paths, .path_count = 1}, &s, &err) != DP_OK) abort();
    while (ingest_source_next(s, &r)) check(&r, rules, &a);
    ingest_source_close(s);
    ingest_record_free(&r);
    arena_free(&a);
    unlink(path);
    return 0;
}
