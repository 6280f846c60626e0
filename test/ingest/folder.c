#include "folder.h"

#include <ftw.h>
#include <unistd.h>

static char folder[64], back[512];

int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "%s", "/tmp/depeche-source-XXXXXX");
    return getcwd(back, sizeof back) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : 1;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at) {
    (void)st, (void)flag, (void)at;
    return remove(path);
}

int remove_folder(void **state) {
    (void)state;
    return chdir(back) == 0 ? nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) : 1;
}

void put(const char *path, const void *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

void put_text(const char *path, const char *text) {
    put(path, text, strlen(text));
}

const char *listing(const ingest_options *options) {
    static const char *const kinds[] = {"plain", "json", "page", "item", "json item", "mail", "row"};
    static char out[16384];
    out[0] = '\0';
    ingest_source *s;
    ingest_record r = {0};
    dp_error err;
    assert_int_equal(ingest_source_open(options, &s, &err), DP_OK);
    while (ingest_source_next(s, &r)) {
        size_t used = strlen(out);
        if (r.error.code == DP_OK)
            snprintf(out + used, sizeof out - used, "%s:%d %s %.*s|", r.file, (int)r.line, kinds[r.kind], (int)r.n, r.bytes);
        else
            snprintf(out + used, sizeof out - used, "%s:%d ! %s|", r.error.file, (int)r.error.line, r.error.message);
    }
    ingest_record_free(&r);
    ingest_source_close(s);
    return out;
}
