/* Reads CLDR's territories and world/countries.rules into one table (see countries.h). */
#include "pack/countries.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNTRIES_RULES "world/countries.rules"

enum { COUNTRIES_MAX = 400 };

typedef struct draft {
    country_source c;
    vec_of(country_source_name) names;
} draft;

typedef struct table {
    arena *a;
    draft at[COUNTRIES_MAX];
    uint32_t n;
} table;

static draft *find_draft(table *t, const char *alpha2) {
    for (uint32_t i = 0; i < t->n; i++)
        if (strcmp(t->at[i].c.alpha2, alpha2) == 0) return &t->at[i];
    return NULL;
}

static dp_status add_name(table *t, draft *d, const char *lang, unsigned kind, const char *name, const country_source_name *more,
                          dp_error *err) {
    country_source_name n = more ? *more : (country_source_name){0};
    n.name = arena_copy(t->a, name, strlen(name));
    snprintf(n.lang, sizeof n.lang, "%s", lang);
    n.kind = (uint8_t)kind;
    return n.name && vec_push(t->a, &d->names, n) ? DP_OK : error_nomem(err);
}

/* ------------------------------------------------------------------------------------------------ world/countries.rules */

static bool read_years(const char *s, uint16_t *from, uint16_t *to) {
    *from = *to = 0;
    const char *dash = strchr(s, '-');
    if (!dash) return false;
    *from = (uint16_t)atoi(s);
    *to = (uint16_t)atoi(dash + 1);
    return true;
}

static dp_status read_country(table *t, const rule_file *f, const rule_line *l, dp_error *err) {
    if (l->columns < 5 || strlen(l->column[0]) != 2)
        return rule_error(f, l, err, "expected: ISO code, GeoNames number, kind, point, capital");
    if (t->n == COUNTRIES_MAX) return rule_error(f, l, err, "expected at most %d countries", COUNTRIES_MAX);
    if (find_draft(t, l->column[0])) return rule_error(f, l, err, "expected each country once: %s", l->column[0]);
    if (strlen(l->column[2]) >= sizeof t->at[0].c.feature) return rule_error(f, l, err, "expected a GeoNames feature code");
    draft *d = &t->at[t->n++];
    snprintf(d->c.alpha2, sizeof d->c.alpha2, "%s", l->column[0]);
    snprintf(d->c.feature, sizeof d->c.feature, "%s", l->column[2]);
    d->c.geonames_id = (uint32_t)strtoul(l->column[1], NULL, 10);
    if (strcmp(d->c.feature, "PCLD") == 0 || strcmp(d->c.feature, "PCLS") == 0) d->c.flags |= COUNTRY_TERRITORY;
    d->c.has_point = sscanf(l->column[3], "%lf,%lf", &d->c.lat, &d->c.lon) == 2;
    d->c.capital = l->column[4][0] ? l->column[4] : NULL;
    d->c.line = l->line;
    return DP_OK;
}

static dp_status read_ended(table *t, const rule_file *f, const rule_line *l, dp_error *err) {
    if (l->columns < 7 || strlen(l->column[0]) != 2 || strlen(l->column[1]) != 3 || t->n == COUNTRIES_MAX)
        return rule_error(f, l, err, "expected: code, alpha-3, years, point, capital, successor, names");
    draft *d = &t->at[t->n++];
    snprintf(d->c.alpha2, sizeof d->c.alpha2, "%s", l->column[0]);
    snprintf(d->c.alpha3, sizeof d->c.alpha3, "%s", l->column[1]);
    snprintf(d->c.feature, sizeof d->c.feature, "PCLH");
    if (!read_years(l->column[2], &d->c.from_year, &d->c.to_year)) return rule_error(f, l, err, "expected years like 1922-1991");
    d->c.has_point = sscanf(l->column[3], "%lf,%lf", &d->c.lat, &d->c.lon) == 2;
    d->c.capital = l->column[4][0] ? l->column[4] : NULL;
    snprintf(d->c.successor, sizeof d->c.successor, "%.2s", l->column[5]);
    d->c.flags |= COUNTRY_ENDED;
    d->c.line = l->line;
    const char *semicolon = strchr(l->column[6], ';');
    if (!semicolon) return rule_error(f, l, err, "expected \"English name; French name\"");
    const char *english = arena_copy(t->a, l->column[6], (size_t)(semicolon - l->column[6]));
    if (!english) return error_nomem(err);
    country_source_name more = {.line = l->line};
    dp_status s = add_name(t, d, "en", COUNTRY_NAME_USUAL, english, &more, err);
    return s == DP_OK ? add_name(t, d, "fr", COUNTRY_NAME_USUAL, semicolon + 1 + strspn(semicolon + 1, " "), &more, err) : s;
}

static dp_status read_name(table *t, const rule_file *f, const rule_line *l, dp_error *err) {
    static const char *const kinds[] = {"usual", "short", "variant", "official", "former", "nick"};
    unsigned kind = 0;
    while (kind < 6 && l->columns > 2 && strcmp(kinds[kind], l->column[2]) != 0) kind++;
    draft *d = l->columns >= 4 ? find_draft(t, l->column[0]) : NULL;
    if (!d || kind == 6 || strlen(l->column[1]) > 3)
        return rule_error(f, l, err, "expected: country, language, usual|short|variant|official|former|nick, name, years");
    country_source_name more = {.line = l->line};
    if (l->columns > 4 && !read_years(l->column[4], &more.from_year, &more.to_year))
        return rule_error(f, l, err, "expected years like 1971-1997");
    return add_name(t, d, l->column[1], kind, l->column[3], &more, err);
}

static dp_status read_rules(table *t, const pack_sources *s, dp_error *err) {
    if (!rule_file_exists(s->root, COUNTRIES_RULES)) return DP_OK;
    rule_file f;
    dp_status status = rule_file_read(s->root, COUNTRIES_RULES, t->a, &f, err);
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test) continue;
        if (strcmp(l->section, "countries") == 0)
            status = read_country(t, &f, l, err);
        else if (strcmp(l->section, "ended") == 0)
            status = read_ended(t, &f, l, err);
        else if (strcmp(l->section, "names") == 0)
            status = read_name(t, &f, l, err);
    }
    return status;
}

/* -------------------------------------------------------------------------------------------------------------- CLDR */

static const char *attribute(const xmlNode *node, const char *name) {
    const xmlAttr *a = xmlHasProp((xmlNode *)(uintptr_t)node, (const xmlChar *)name);
    return a && a->children && a->children->content ? (const char *)a->children->content : NULL;
}

static const xmlNode *child(const xmlNode *node, const char *name) {
    for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, name) == 0) return c;
    return NULL;
}

/* NULL where the file is not there or is not XML; that is no error, since CLDR lacks some languages. */
static xmlDoc *open_xml(const char *folder, const char *file) {
    char path[4096];
    struct stat st;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, file) >= sizeof path || stat(path, &st) != 0) return NULL;
    return xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static void read_codes(table *t, const pack_sources *s) {
    xmlDoc *doc = open_xml(s->cldr, "supplemental/supplementalData.xml");
    const xmlNode *codes = doc ? child(xmlDocGetRootElement(doc), "codeMappings") : NULL;
    for (const xmlNode *c = codes ? codes->children : NULL; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE || strcmp((const char *)c->name, "territoryCodes") != 0) continue;
        const char *type = attribute(c, "type"), *alpha3 = attribute(c, "alpha3"), *numeric = attribute(c, "numeric");
        draft *d = type ? find_draft(t, type) : NULL;
        if (!d) continue;
        if (alpha3 && !d->c.alpha3[0]) snprintf(d->c.alpha3, sizeof d->c.alpha3, "%.3s", alpha3);
        if (numeric) d->c.numeric = (uint16_t)atoi(numeric);
    }
    if (doc) xmlFreeDoc(doc);
}

static dp_status read_territories(table *t, const pack_sources *s, const char *lang, dp_error *err) {
    char file[64];
    snprintf(file, sizeof file, "main/%.16s.xml", lang);
    xmlDoc *doc = open_xml(s->cldr, file);
    const xmlNode *names = doc ? child(child(xmlDocGetRootElement(doc), "localeDisplayNames"), "territories") : NULL;
    dp_status status = DP_OK;
    for (const xmlNode *c = names ? names->children : NULL; c && status == DP_OK; c = c->next) {
        const char *type = c->type == XML_ELEMENT_NODE ? attribute(c, "type") : NULL, *alt = type ? attribute(c, "alt") : NULL;
        draft *d = type ? find_draft(t, type) : NULL;
        if (!d || !c->children || !c->children->content) continue;
        unsigned kind = !alt ? COUNTRY_NAME_USUAL : strcmp(alt, "short") == 0 ? COUNTRY_NAME_SHORT : COUNTRY_NAME_VARIANT;
        status = add_name(t, d, lang, kind, (const char *)c->children->content, NULL, err);
    }
    if (doc) xmlFreeDoc(doc);
    return status;
}

static dp_status read_cldr(table *t, const pack_sources *s, dp_error *err) {
    if (!s->cldr) return DP_OK;
    read_codes(t, s);
    dp_status status = read_territories(t, s, "en", err);
    for (const char *const *lang = s->langs; lang && *lang && status == DP_OK; lang++)
        if (strcmp(*lang, "en") != 0 && strlen(*lang) <= 3) status = read_territories(t, s, *lang, err);
    return status;
}

static int by_alpha2(const void *a, const void *b) {
    return strcmp(((const country_source *)a)->alpha2, ((const country_source *)b)->alpha2);
}

/* Names of world/ stand before CLDR's, so that "usual" in world/ corrects CLDR ("Congo - Kinshasa"). */
dp_status countries_read(const pack_sources *s, arena *a, const country_source **out, uint32_t *n, dp_error *err) {
    table *t = arena_alloc(a, sizeof *t);
    if (!t) return error_nomem(err);
    t->a = a;
    dp_status status = read_rules(t, s, err);
    if (status == DP_OK) status = read_cldr(t, s, err);
    if (status != DP_OK) return status;
    country_source *all = arena_array(a, t->n, sizeof *all);
    if (!all) return error_nomem(err);
    for (uint32_t i = 0; i < t->n; i++) {
        all[i] = t->at[i].c;
        all[i].names = t->at[i].names.at;
        all[i].name_count = t->at[i].names.n;
    }
    qsort(all, t->n, sizeof *all, by_alpha2);
    *out = all;
    *n = t->n;
    return DP_OK;
}

const char *country_source_label(const country_source *c) {
    for (uint32_t i = 0; i < c->name_count; i++)
        if (c->names[i].kind == COUNTRY_NAME_USUAL && strcmp(c->names[i].lang, "en") == 0) return c->names[i].name;
    return c->name_count ? c->names[0].name : c->alpha2;
}
