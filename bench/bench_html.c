/* usage: bench_html PACK [PAGE.html.gz | PAGE.html]...
 * From a packed page to its article on one core: unpack, cut, nest, choose, write; pages a second, the slowest, MB/s of HTML.
 * Each page is read until it has taken a moment, and its best run counts.
 * Without pages, the ones that other parsers hang on, in two sizes: the time a byte stays what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/packed.h"
#include "clock.h"
#include "core/mapfile.h"
#include "html/article.h"

enum { RUNS = 7, SMALL = 1000000, LARGE = 10000000 };
#define PAGE_MOST ((size_t)64 << 20)

typedef struct bench {
    pack pack;
    html_rules rules;
    arena a;
    buf page;
    dp_error err;
    size_t text_bytes, memory;
} bench;

static bool extract(bench *b, const char *page, size_t n) {
    const html_tree *t;
    html_article x;
    arena_reset(&b->a);
    if (html_parse(&b->rules, page, n, &b->a, &t, &b->err) || html_article_find(t, &b->a, &x, &b->err)) return false;
    b->text_bytes = x.text_bytes;
    if (b->a.used_bytes > b->memory) b->memory = b->a.used_bytes;
    return true;
}

/* --- pages at hand --------------------------------------------------------------------------------------------------------- */

static bool read_page(bench *b, const mapfile *f) {
    const unsigned char *bytes = (const unsigned char *)f->at;
    buf_clear(&b->page);
    if (f->size < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B) {
        buf_add(&b->page, f->at, f->size);
        return !b->page.failed;
    }
    return packed_inflate((const char *)f->at, f->size, PAGE_MOST, &b->page, &b->err) == DP_OK;
}

/* Seconds of the best run; below zero where the page cannot be read. */
static double time_page(bench *b, const char *path, size_t *bytes) {
    mapfile f;
    double best = -1;
    if (mapfile_open(path, &f, &b->err)) return -1;
    for (int run = 0; run < RUNS; run++) {
        const double start = now();
        if (!read_page(b, &f) || !extract(b, b->page.at, b->page.n)) {
            best = -1;
            break;
        }
        const double seconds = now() - start;
        if (run == 0 || seconds < best) best = seconds;
    }
    *bytes += b->page.n;
    mapfile_close(&f);
    return best;
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static bool bench_pages(bench *b, char *const *paths, size_t n) {
    double *seconds = malloc(n * sizeof *seconds), sum = 0;
    size_t bytes = 0, text = 0, read = 0;
    for (size_t i = 0; seconds && i < n; i++) {
        const double took = time_page(b, paths[i], &bytes);
        if (took < 0) {
            fprintf(stderr, "bench_html: %s: %s\n", paths[i], b->err.message);
            continue;
        }
        seconds[read++] = took;
        sum += took;
        text += b->text_bytes;
    }
    if (read > 0) {
        qsort(seconds, read, sizeof *seconds, by_size);
        printf("%zu pages, %.1f MB of HTML, %.2f MB of text\n", read, (double)bytes / 1e6, (double)text / 1e6);
        printf("%.0f pages/s, %.0f MB/s; a page: median %.2f ms, 99 of 100 within %.2f ms, slowest %.2f ms\n", (double)read / sum,
               (double)bytes / sum / 1e6, seconds[read / 2] * 1e3, seconds[read * 99 / 100] * 1e3, seconds[read - 1] * 1e3);
    }
    free(seconds);
    return read == n;
}

/* --- pages that hang others ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name, *before, *again, *after;
} worst[] = {
    {"nested <div>", "", "<div>", "<p>x"},
    {"<i><div>", "", "<i><div>", "x"},
    {"nested tables", "", "<table><tr><td>", "x"},
    {"<b> never closed", "", "<b><p>Line.", ""},
    {"end tags of nothing", "", "</b></p></h1></x>", ""},
    {"attributes of one tag", "<p", " a=1", ">x</p>"},
    {"tags full of attributes", "", "<p a b c d e f g h i j k l>", ""},
    {"one long attribute", "<p title=\"", "kkkkkkkk", "\">x</p>"},
    {"one long class", "<p class=\"", "shareSidebar-", "\">x</p>"},
    {"class names", "", "<p class='a-b-c share sidebar'>", ""},
    {"references", "<p>", "&amp;&notit;&#99999;", ""},
    {"references that are none", "<p>", "&CounterClockwiseContourIntegra", ""},
    {"comments", "", "<!-- <!--", ""},
    {"short comments", "", "<!---->", ""},
    {"scripts", "", "<script><!--<script></script>", ""},
    {"'<' alone", "<p>", "< ", ""},
    {"links", "<ul>", "<li><a href=/a>Story</a>", ""},
    {"headings", "", "<h2>Council fighters leave", ""},
    {"headings in headings", "", "<h1><div>", ""},
    {"quotations", "", "<blockquote>said", ""},
    {"one paragraph", "<p>", "The clerk said so again. ", ""},
    {"Chinese", "<p>", "\xE5\x8C\x97\xE6\x96\xB9\xE3\x80\x82", ""},
    {"broken bytes", "<p>", "\xE5\x8C\xFF\xC0", ""},
    {"NUL", "<p>", "\1\2\3\4", ""},
    {"line breaks", "<p>", "a<br><br>", ""},
};

static double time_worst(bench *b, size_t kind, size_t bytes) {
    static const char head[] =
        "<!DOCTYPE html><title>Council fighters leave Kalmera</title><h1>Council fighters leave Kalmera</h1>";
    const char *again = worst[kind].again;
    const size_t n = strlen(again);
    double best = 0;
    buf_clear(&b->page);
    buf_str(&b->page, head);
    buf_str(&b->page, worst[kind].before);
    while (b->page.n + n < bytes) buf_add(&b->page, again, n);
    buf_str(&b->page, worst[kind].after);
    for (int run = 0; run < RUNS; run++) {
        const double start = now();
        if (b->page.failed || !extract(b, b->page.at, b->page.n)) return -1;
        const double seconds = now() - start;
        if (run == 0 || seconds < best) best = seconds;
    }
    return best;
}

static bool bench_worst(bench *b) {
    printf("%-26s %9s %9s %6s %9s\n", "10 MB of", "1 MB, ms", "10 MB, ms", "ratio", "memory");
    for (size_t i = 0; i < sizeof worst / sizeof *worst; i++) {
        const double small = time_worst(b, i, SMALL);
        b->memory = 0;
        const double large = time_worst(b, i, LARGE);
        if (small < 0 || large < 0) return false;
        printf("%-26s %9.2f %9.1f %6.1f %6zu MB\n", worst[i].name, small * 1e3, large * 1e3, large / small, b->memory >> 20);
    }
    return true;
}

int main(int argc, char **argv) {
    static bench b;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_html PACK [PAGE.html.gz]...\n");
        return 2;
    }
    arena_init(&b.a);
    buf_init(&b.page);
    if (pack_open(argv[1], &b.pack, &b.err) || html_rules_open(&b.pack, &b.rules, &b.err)) {
        fprintf(stderr, "bench_html: %s\n", b.err.message);
        return 3;
    }
    const bool good = argc > 2 ? bench_pages(&b, argv + 2, (size_t)argc - 2) : bench_worst(&b);
    buf_free(&b.page);
    arena_free(&b.a);
    pack_close(&b.pack);
    return good ? 0 : 1;
}
