/* Address, language, outlet; and which article of the linked data is the page's own. */
#include <string.h>
#include <strings.h>

#include "html/meta_facts.h"

/* ---- address */

/* A web address as it stands, without what no address holds. */
static bool is_web_address(html_string s) {
    const uint32_t scheme = s.n > 8 && strncasecmp(s.at, "https://", 8) == 0  ? 8
                            : s.n > 7 && strncasecmp(s.at, "http://", 7) == 0 ? 7
                                                                              : 0;
    if (scheme == 0 || s.at[scheme] == '/') return false;
    for (uint32_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] <= ' ' || strchr("<>\"{}\\^`", s.at[i]) || s.at[i] == 0x7F) return false;
    return true;
}

static html_string ld_string(const meta_facts *f, uint32_t object, const char *name) {
    return ld_text(&f->ld, ld_member(&f->ld, object, name), f->a);
}

static void find_url(meta_facts *f, page_meta *out) {
    if (f->canonical) {
        const html_string s = meta_attribute(f, f->canonical, "href");
        if (is_web_address(s)) out->url = meta_value_of(f, s, f->canonical, "link rel=canonical", (html_string){0});
    }
    for (uint32_t i = 0; !out->url.text; i++) {
        const meta_fact *fact = meta_best(f, KEY_ADDRESS, i);
        if (!fact) break;
        const html_string s = meta_fact_text(f, fact);
        if (is_web_address(s)) out->url = meta_value_of(f, s, fact->node, "meta", fact->name);
    }
    if (out->url.text || !f->given.url) return;
    const html_string s = {f->given.url, (uint32_t)strnlen(f->given.url, META_TEXT_MAX)};
    if (is_web_address(s)) {
        out->url = meta_value_of(f, s, 0, "the page's own address", (html_string){0});
        out->url.source = (span){0, 0};
    }
}

/* The last label of the host's name where it has two letters: a country, mostly. */
static void region_of(const char *url, char out[3]) {
    out[0] = '\0';
    const char *host = url ? strstr(url, "://") : NULL;
    if (!host) return;
    host += 3;
    const size_t n = strcspn(host, "/:?#");
    const char *dot = memrchr(host, '.', n);
    if (!dot || host + n - dot != 3) return;
    memcpy(out, dot + 1, 2);
    out[2] = '\0';
    if (strcmp(out, "uk") == 0) memcpy(out, "gb", 2); /* the one country whose domain is not its ISO code */
}

/* ---- language */

/* "de_DE" and "DE-de" as "de-DE" and "de-de"; empty where it is no tag. */
static html_string language_tag(const meta_facts *f, html_string s) {
    uint32_t n = 0, first = 0;
    while (n < s.n && s.at[n] != ',' && s.at[n] != ';' && s.at[n] != ' ') n++;
    char *tag = arena_copy(f->a, s.at ? s.at : "", n);
    if (!tag) return (html_string){0};
    while (first < n && tag[first] != '-' && tag[first] != '_') first++; /* the language itself */
    if (first != 2 && first != 3) return (html_string){0};
    for (uint32_t i = 0; i < n; i++) {
        const bool letter = (tag[i] | 32) >= 'a' && (tag[i] | 32) <= 'z', digit = tag[i] >= '0' && tag[i] <= '9';
        if (tag[i] == '_') tag[i] = '-';
        if (!letter && (i < first || (!digit && tag[i] != '-'))) return (html_string){0};
        if (i < first) tag[i] = (char)(tag[i] | 32);
    }
    return (html_string){tag, n};
}

static void find_language(meta_facts *f, page_meta *out) {
    static const char *const names[] = {"lang", "xml:lang"};
    for (size_t i = 0; i < 2 && !out->lang.text; i++) {
        const html_string tag = language_tag(f, html_attribute(f->t, 0, names[i], f->a));
        out->lang = meta_value_of(f, tag, 0, "html lang", (html_string){0});
    }
    for (uint32_t i = 0; !out->lang.text; i++) {
        const meta_fact *fact = meta_best(f, KEY_LANGUAGE, i);
        if (!fact) break;
        out->lang = meta_value_of(f, language_tag(f, meta_fact_text(f, fact)), fact->node, "meta", fact->name);
    }
}

/* ---- the page's own article */

/* The addresses without scheme, fragment and last slash are the same. */
static bool same_address(html_string a, const char *b) {
    const char *x = memmem(a.at, a.n, "://", 3), *y = strstr(b, "://");
    if (!x || !y) return false;
    size_t n = (size_t)(a.at + a.n - x), m = strcspn(y, "#");
    const char *hash = memchr(x, '#', n);
    if (hash) n = (size_t)(hash - x);
    while (n > 0 && x[n - 1] == '/') n--;
    while (m > 0 && y[m - 1] == '/') m--;
    return n == m && memcmp(x, y, n) == 0;
}

static bool is_article(const meta_facts *f, uint32_t object) {
    uint32_t low = 0, high = f->ld_things.n; /* the things stand in the order of their objects */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (f->ld_things.at[middle].object < object)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->ld_things.n && f->ld_things.at[low].object == object && f->ld_things.at[low].type == TYPE_ARTICLE;
}

/* Is it an item of a list, or a part of another article: one that this page only names? */
static bool is_listed(const meta_facts *f, uint32_t object) {
    static const char *const keys[] = {"itemListElement", "hasPart",  "isPartOf", "citation",
                                       "relatedLink",     "mentions", "comment"};
    for (uint32_t i = object; i != 0; i = f->ld.nodes.at[i].parent) {
        if (i != object && is_article(f, i)) return true;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            const html_string key = f->ld.nodes.at[i].key;
            if (key.n == strlen(keys[k]) && memcmp(key.at, keys[k], key.n) == 0) return true;
        }
    }
    return false;
}

static int article_score(const meta_facts *f, const meta_ld_fact *x, const char *url) {
    static const char *const addresses[] = {"url", "mainEntityOfPage", "@id"};
    int score = x->type == TYPE_ARTICLE ? 200 - x->rank : 20 - x->rank;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses && url; i++) {
        uint32_t member = ld_member(&f->ld, x->object, addresses[i]);
        const uint32_t id = ld_member(&f->ld, member, "@id");
        const html_string s = ld_text(&f->ld, id ? id : member, f->a);
        if (s.n && same_address(s, url)) {
            score += 100;
            break;
        }
    }
    if (ld_member(&f->ld, x->object, "headline")) score += 40;
    if (ld_member(&f->ld, x->object, "datePublished")) score += 40;
    return is_listed(f, x->object) ? score - 300 : score;
}

static void find_article(meta_facts *f, const char *url) {
    int best = 0;
    for (uint32_t i = 0; i < f->ld_things.n; i++) {
        const meta_ld_fact *x = &f->ld_things.at[i];
        if (x->type != TYPE_ARTICLE && x->type != TYPE_PAGE) continue;
        const int score = article_score(f, x, url);
        if (score > best) {
            best = score;
            f->article = i;
        }
    }
}

void meta_find_address(meta_facts *f, page_meta *out) {
    find_url(f, out);
    find_language(f, out);
    find_article(f, out->url.text);
    char region[3];
    region_of(out->url.text, region);
    f->habits.lang = out->lang.text ? out->lang.text : "";
    f->habits.order = page_date_order(f->words, f->habits.lang, region);
    f->habits.first = day_from_civil(1995, 1, 1);
    f->habits.last = f->given.last_day;
}

/* ---- outlet */

/* "@handle" and addresses name nobody that a reader knows. */
static bool is_outlet_name(html_string s) {
    return s.n > 1 && s.n < 120 && s.at[0] != '@' && !meta_is_address(s);
}

static void outlet_of_publisher(meta_facts *f, page_meta *out) {
    for (uint32_t i = f->article < f->ld_things.n ? f->article : 0; i < f->ld_things.n && !out->outlet.text; i++) {
        const uint32_t publisher = ld_member(&f->ld, f->ld_things.at[i].object, "publisher");
        const html_string s = meta_clean(f, ld_string(f, publisher, "name"));
        if (is_outlet_name(s)) out->outlet = meta_value_of(f, s, f->ld_node, "JSON-LD publisher of", f->ld_things.at[i].name);
    }
}

void meta_find_outlet(meta_facts *f, page_meta *out) {
    const meta_fact *fact;
    for (uint32_t i = 0; !out->outlet.text && (fact = meta_best(f, KEY_OUTLET, i)); i++) {
        if (i == 1) outlet_of_publisher(f, out); /* before all metadata but the best */
        const html_string s = out->outlet.text ? (html_string){0} : meta_fact_text(f, fact);
        if (is_outlet_name(s)) out->outlet = meta_value_of(f, s, fact->node, "meta", fact->name);
    }
    if (!out->outlet.text) outlet_of_publisher(f, out);
    for (uint32_t i = 0; i < f->ld_things.n && !out->outlet.text; i++) {
        if (f->ld_things.at[i].type != TYPE_OUTLET) continue;
        const html_string s = meta_clean(f, ld_string(f, f->ld_things.at[i].object, "name"));
        if (is_outlet_name(s)) out->outlet = meta_value_of(f, s, f->ld_node, "JSON-LD", f->ld_things.at[i].name);
    }
}
