#include "watch/list.h"

#include <string.h>

#include "core/hash.h"
#include "core/mapfile.h"
#include "core/utf8.h"
#include "watch/schedule.h"

typedef struct reading {
    arena *a;
    const char *file;
    list_complaint complain;
    void *context;
    feed_list *out;
} reading;

/* The next word of a line, up to a blank that stands in no quotes; NULL at the end. The quotes are taken out in place. */
static char *next_word(char **line) {
    char *s = *line + strspn(*line, " \t"), *word = s, *to = s;
    if (!*s) return NULL;
    bool quoted = false;
    for (; *s && (quoted || (*s != ' ' && *s != '\t')); s++) {
        if (*s == '"')
            quoted = !quoted;
        else
            *to++ = *s;
    }
    *line = *s ? s + 1 : s;
    *to = '\0';
    return word;
}

int64_t list_interval(const char *s) {
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', SCHEDULE_DAY_S}};
    int64_t n = 0;
    const size_t digits = strspn(s, "0123456789");
    if (digits == 0 || digits > 6 || !strchr("smhd", s[digits]) || strlen(s) != digits + 1) return 0;
    for (size_t i = 0; i < digits; i++) n = n * 10 + (s[i] - '0');
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].letter == s[digits]) n *= units[i].seconds;
    return n >= SCHEDULE_INTERVAL_LEAST_S && n <= (int64_t)30 * SCHEDULE_DAY_S ? n : 0;
}

static dp_status read_setting(const char *word, list_feed *f, dp_error *err) {
    static const char interval[] = "interval=", outlet[] = "outlet=";
    if (strcmp(word, "items-only") == 0) {
        f->items_only = true;
        return DP_OK;
    }
    if (strncmp(word, outlet, strlen(outlet)) == 0) {
        f->outlet = word[strlen(outlet)] ? word + strlen(outlet) : NULL;
        return DP_OK;
    }
    if (strncmp(word, interval, strlen(interval)) == 0) {
        f->interval_s = list_interval(word + strlen(interval));
        if (f->interval_s) return DP_OK;
        error_set(err, DP_E_FORMAT, "\"%.40s\" is no interval from a minute to 30 days", word);
        return error_remedy(err, "write it as 90s, 15m, 2h or 1d");
    }
    error_set(err, DP_E_FORMAT, "there is no setting \"%.40s\"", word);
    return error_remedy(err, "known are interval=15m, outlet=\"Name\" and items-only");
}

static const list_feed *find(const feed_list *l, const list_feed *f) {
    for (uint32_t i = 0; i < l->feeds.n; i++)
        if (l->feeds.at[i].hash == f->hash && strcmp(l->feeds.at[i].at.whole, f->at.whole) == 0) return &l->feeds.at[i];
    return NULL;
}

static dp_status read_feed(const reading *r, char *line, list_feed *out, dp_error *err) {
    char *word = next_word(&line);
    dp_status s = url_read(word, NULL, r->a, &out->at, err);
    while (s == DP_OK && (word = next_word(&line))) s = read_setting(word, out, err);
    if (s != DP_OK) return s;
    out->hash = hash_bytes(out->at.whole, strlen(out->at.whole), 0);
    const list_feed *before = find(r->out, out);
    return before ? error_set(err, DP_E_FORMAT, "this feed stands in line %u already", before->line) : DP_OK;
}

/* A comment is a line of its own: a '#' may stand inside an address. */
static dp_status read_line(const reading *r, const char *line, size_t n, uint32_t number, dp_error *err) {
    const char *text;
    size_t bytes;
    dp_status s = utf8_mend(line, n, r->a, &text, &bytes);
    char *copy = s == DP_OK ? arena_copy(r->a, text, bytes) : NULL;
    if (!copy) return error_nomem(err);
    copy[strcspn(copy, "\r")] = '\0';
    const char *first = copy + strspn(copy, " \t");
    if (*first == '\0' || *first == '#') return DP_OK;
    list_feed feed = {.line = number};
    dp_error what = {0};
    s = read_feed(r, copy, &feed, &what);
    if (s == DP_E_NOMEM) return error_nomem(err);
    if (s == DP_OK) return vec_push(r->a, &r->out->feeds, feed) ? DP_OK : error_nomem(err);
    error_at(&what, r->file, number);
    r->out->complaints++;
    if (r->complain) r->complain(r->context, &what);
    return DP_OK;
}

dp_status list_read(const char *text, size_t n, const char *file, list_complaint complain, void *context, arena *a,
                    feed_list *out, dp_error *err) {
    const reading r = {.a = a, .file = file, .complain = complain, .context = context, .out = out};
    *out = (feed_list){0};
    size_t at = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (uint32_t number = 1; at < n; number++) {
        const char *end = memchr(text + at, '\n', n - at);
        const size_t length = end ? (size_t)(end - text) - at : n - at;
        dp_status s = read_line(&r, text + at, length, number, err);
        if (s != DP_OK) return s;
        at += length + 1;
    }
    if (out->feeds.n) return DP_OK;
    error_set(err, DP_E_FORMAT, "there is no feed in this list");
    error_at(err, file, 0);
    return error_remedy(err, "write the address of a feed on a line: https://wire.example/feed.xml");
}

dp_status list_read_file(const char *path, list_complaint complain, void *context, arena *a, feed_list *out, dp_error *err) {
    mapfile m;
    dp_status s = mapfile_open(path, &m, err);
    if (s != DP_OK) return s;
    s = list_read(m.at ? m.at : "", m.size, path, complain, context, a, out, err);
    mapfile_close(&m);
    return s;
}
