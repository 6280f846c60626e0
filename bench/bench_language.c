/* bench_language FILE…: how many megabytes a second of each file one core identifies, as pieces of 2,000 bytes (an article's
 * size) and as sentences of 120. The best of seven runs. */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "core/mapfile.h"
#include "core/pack.h"
#include "language/language.h"

static double rate(const language_model *m, const mapfile *f, size_t piece) {
    double best = 0;
    for (int run = 0; run < 7; run++) {
        const double start = now();
        for (size_t i = 0; i < f->size; i += piece) language_identify(m, f->at + i, f->size - i < piece ? f->size - i : piece);
        const double mbs = (double)f->size / 1e6 / (now() - start);
        best = mbs > best ? mbs : best;
    }
    return best;
}

int main(int argc, char **argv) {
    pack p;
    language_model m;
    dp_error err;
    const char *path = getenv("DEPECHE_PACK");
    if (pack_open(path ? path : "build/depeche.pack", &p, &err) != DP_OK || language_open_pack(&p, &m, &err) != DP_OK ||
        !m.header) {
        fprintf(stderr, "bench_language: no pack with a model of languages: set DEPECHE_PACK\n");
        return 1;
    }
    printf("%-32s %12s %12s\n", "", "articles", "sentences");
    for (int i = 1; i < argc; i++) {
        mapfile f;
        if (mapfile_open(argv[i], &f, &err) != DP_OK) continue;
        const language_answer a = language_identify(&m, f.at, f.size);
        printf("%-32s %7.1f MB/s %7.1f MB/s  %s\n", argv[i], rate(&m, &f, 2000), rate(&m, &f, 120), a.code);
        mapfile_close(&f);
    }
    pack_close(&p);
    return 0;
}
