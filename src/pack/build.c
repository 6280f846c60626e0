/* From the command line to the pack: find the sources, run the compilers in their order, open the bytes as a user would, run
 * the rules' tests, and write the file only when all of that went well. */
#include "pack/build.h"

#include <dirent.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pack/check.h"
#include "pack/compile.h"

enum { LANGS_MAX = 64, PATH_BYTES = 4096, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_OUTPUT = 4, EXIT_INTERNAL = 5 };

static const char usage[] =
    "usage: depeche-pack --root DIR --data DIR --output FILE [options]\n"
    "\n"
    "  depeche-pack --root . --data build/data --output build/depeche.pack\n"
    "  depeche-pack --root . --data build/data --output my.pack --geonames allCountries.txt\n"
    "\n"
    "Compiles lang/, world/, models/ and the gazetteer into one file, runs the tests that stand beside the rules, and\n"
    "writes the file only if they pass (with --geonames it writes it all the same, and says which fail).\n"
    "\n"
    "  --root DIR        source tree with lang/, world/ and models/\n"
    "  --data DIR        folder with cities500.txt and countries-10m.json or countries-50m.json\n"
    "  --output FILE     where the pack goes\n"
    "  --geonames FILE   a GeoNames dump (allCountries.txt, SY.txt …) instead of cities500.txt\n"
    "  --no-check        do not run the rules' tests\n"
    "  --list-untested   name the rules that have no test\n"
    "  --help            this text\n"
    "\n"
    "Names in other languages come from /usr/share/locale/*/LC_MESSAGES/geonames.mo (libgeonames-common) and\n"
    "/usr/share/unicode/cldr/common (unicode-cldr-core) where these are installed.\n";

typedef struct options {
    const char *root, *data, *output, *geonames;
    bool check, list_untested, help;
} options;

typedef struct sources {
    pack_sources s;
    char cities[PATH_BYTES], borders[PATH_BYTES];
    char lang_names[LANGS_MAX][32];
    const char *langs[LANGS_MAX + 1];
} sources;

static bool read_options(int argc, char **argv, options *o) {
    enum { OPT_ROOT = 1, OPT_DATA, OPT_OUTPUT, OPT_GEONAMES, OPT_NO_CHECK, OPT_LIST, OPT_HELP };
    static const struct option longs[] = {
        {"root", required_argument, NULL, OPT_ROOT},     {"data", required_argument, NULL, OPT_DATA},
        {"output", required_argument, NULL, OPT_OUTPUT}, {"geonames", required_argument, NULL, OPT_GEONAMES},
        {"no-check", no_argument, NULL, OPT_NO_CHECK},   {"list-untested", no_argument, NULL, OPT_LIST},
        {"help", no_argument, NULL, OPT_HELP},           {NULL, 0, NULL, 0}};
    *o = (options){.check = true};
    optind = 0; /* a second command line in the same process begins anew */
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
        switch (c) {
        case OPT_ROOT:
            o->root = optarg;
            break;
        case OPT_DATA:
            o->data = optarg;
            break;
        case OPT_OUTPUT:
            o->output = optarg;
            break;
        case OPT_GEONAMES:
            o->geonames = optarg;
            break;
        case OPT_NO_CHECK:
            o->check = false;
            break;
        case OPT_LIST:
            o->list_untested = true;
            break;
        case OPT_HELP:
            o->help = true;
            break;
        default:
            return false;
        }
    }
    return o->help || (optind == argc && o->root && o->data && o->output);
}

static bool is_file(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *first_file(char out[PATH_BYTES], const char *folder, const char *a, const char *b) {
    snprintf(out, PATH_BYTES, "%s/%s", folder, a);
    if (is_file(out)) return out;
    snprintf(out, PATH_BYTES, "%s/%s", folder, b);
    return is_file(out) ? out : NULL;
}

static int by_name(const void *a, const void *b) {
    return strcmp(a, b);
}

/* The folders of lang/, sorted, so that the pack does not depend on the file system's order. */
static void find_langs(const char *root, sources *out) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/lang", root);
    DIR *dir = opendir(path);
    uint32_t n = 0;
    for (struct dirent *e; dir && n < LANGS_MAX && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (e->d_name[0] == '.' || length >= sizeof out->lang_names[0]) continue;
        snprintf(path, sizeof path, "%s/lang/%s", root, e->d_name);
        if (is_folder(path)) memcpy(out->lang_names[n++], e->d_name, length + 1);
    }
    if (dir) closedir(dir);
    qsort(out->lang_names, n, sizeof out->lang_names[0], by_name);
    for (uint32_t i = 0; i < n; i++) out->langs[i] = out->lang_names[i];
    out->langs[n] = NULL;
}

static void find_sources(const options *o, sources *out) {
    memset(out, 0, sizeof *out);
    find_langs(o->root, out);
    out->s = (pack_sources){.root = o->root, .langs = out->langs};
    out->s.cities = o->geonames ? o->geonames : first_file(out->cities, o->data, "cities500.txt", "cities500.tsv");
    out->s.borders = first_file(out->borders, o->data, "countries-10m.json", "countries-50m.json");
    out->s.geonames_mo = is_file("/usr/share/locale/fr/LC_MESSAGES/geonames.mo") ? "/usr/share/locale" : NULL;
    out->s.cldr = is_folder("/usr/share/unicode/cldr/common") ? "/usr/share/unicode/cldr/common" : NULL;
    if (!out->s.cities)
        fprintf(stderr, "depeche-pack: note: no cities500.txt in %s: the gazetteer will hold countries only\n", o->data);
    if (!out->s.borders) fprintf(stderr, "depeche-pack: note: no countries-10m.json in %s: borders cannot be checked\n", o->data);
    if (!out->s.geonames_mo)
        fprintf(stderr, "depeche-pack: note: libgeonames-common is not installed: fewer translated place names\n");
    if (!out->s.cldr) fprintf(stderr, "depeche-pack: note: unicode-cldr-core is not installed: fewer country and month names\n");
}

static int complain(const dp_error *err) {
    fprintf(stderr, "depeche-pack: ");
    if (err->file[0]) fprintf(stderr, "%s:", err->file);
    if (err->file[0] && err->line) fprintf(stderr, "%llu:", (unsigned long long)err->line);
    fprintf(stderr, "%s%s\n", err->file[0] ? " " : "", err->message);
    if (err->remedy[0]) fprintf(stderr, "  %s\n", err->remedy);
    return err->code == DP_E_USAGE                                 ? EXIT_USAGE
           : err->code == DP_E_INTERNAL || err->code == DP_E_NOMEM ? EXIT_INTERNAL
                                                                   : EXIT_INPUT;
}

static dp_status compile_all(pack_builder *b, const pack_sources *s, dp_error *err) {
    static dp_status (*const compilers[])(pack_builder *, const pack_sources *, arena *, dp_error *) = {
        compile_text,        compile_identifier, compile_forms,      compile_times,    compile_gazetteer,
        compile_borders,     compile_actors,     compile_word_flags, compile_ontology, compile_events,
        compile_attribution, compile_pages,      compile_page_words};
    arena a;
    arena_init(&a);
    dp_status status = DP_OK;
    for (size_t i = 0; status == DP_OK && i < sizeof compilers / sizeof *compilers; i++) {
        status = compilers[i](b, s, &a, err);
        arena_reset(&a);
    }
    arena_free(&a);
    return status;
}

static void print_sections(const pack *p, size_t bytes) {
    for (uint32_t i = 0; i < p->section_count; i++) {
        const void *data;
        size_t size;
        const char *name = pack_section_name(p, i);
        pack_section(p, name, &data, &size);
        printf("  %-24s %12zu bytes\n", name, size);
    }
    printf("  %-24s %12zu bytes, hash %016llx\n", "pack", bytes, (unsigned long long)p->hash);
}

/* Runs the tests that stand beside the rules. */
static dp_status check_all(const knowledge *k, const pack_sources *s, check_report *r, dp_error *err) {
    static dp_status (*const checks[])(const knowledge *, const pack_sources *, arena *, check_report *, dp_error *) = {
        check_text, check_times, check_places, check_actors, check_events, check_attribution, check_pages};
    arena a;
    arena_init(&a);
    dp_status status = DP_OK;
    for (size_t i = 0; status == DP_OK && i < sizeof checks / sizeof *checks; i++) {
        status = checks[i](k, s, &a, r, err);
        arena_reset(&a);
    }
    arena_free(&a);
    return status;
}

/* The rules' tests speak of towns that cities500.txt holds: with another list of places some may fail, and stop nothing. */
static int print_report(check_report *r, const char *geonames) {
    const char *messages = buf_cstr(&r->messages);
    fputs(messages ? messages : "", stderr);
    printf("  %u tests beside the rules, %u failed, %u rules without a test\n", (unsigned)r->run, (unsigned)r->failed,
           (unsigned)r->rules_untested);
    if (r->failed && geonames)
        fprintf(stderr, "depeche-pack: note: %u tests were written for cities500.txt and fail with the places of %s\n",
                (unsigned)r->failed, geonames);
    else if (r->failed)
        fprintf(stderr, "depeche-pack: %u tests failed: the pack was not written\n", (unsigned)r->failed);
    return r->failed && !geonames ? EXIT_INPUT : 0;
}

/* Opens the bytes as a user's program will, and tests them. */
static int check_bytes(const options *o, const sources *found, const void *bytes, size_t n) {
    dp_error err = {0};
    knowledge k;
    if (knowledge_open_bytes(bytes, n, &k, &err) != DP_OK) return complain(&err);
    print_sections(&k.pack, n);
    int status = 0;
    if (o->check) {
        check_report r = {.list_untested = o->list_untested};
        buf_init(&r.messages);
        dp_status checked = check_all(&k, &found->s, &r, &err);
        status = checked == DP_OK ? print_report(&r, o->geonames) : complain(&err);
        buf_free(&r.messages);
    }
    knowledge_close(&k);
    return status;
}

int pack_main(int argc, char **argv) {
    options o;
    if (!read_options(argc, argv, &o)) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    if (o.help) {
        fputs(usage, stdout);
        return 0;
    }
    sources *found = malloc(sizeof *found);
    if (!found) return EXIT_INTERNAL;
    find_sources(&o, found);
    dp_error err = {0};
    pack_builder *b = NULL;
    const void *bytes = NULL;
    size_t n = 0;
    int status;
    if (builder_new(&b, &err) != DP_OK || compile_all(b, &found->s, &err) != DP_OK || builder_bytes(b, &bytes, &n, &err) != DP_OK)
        status = complain(&err);
    else
        status = check_bytes(&o, found, bytes, n);
    if (status == 0 && builder_write(b, o.output, &err) != DP_OK) {
        complain(&err);
        status = EXIT_OUTPUT;
    }
    builder_free(b);
    free(found);
    return status;
}
