#include "watch/robots.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- the normal form ------------------------------------------------------------------------------------------------------ */

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool is_unreserved(unsigned char c) {
    return c < 0x80 && (isalnum(c) || strchr("-._~", c)) && c != '\0';
}

static size_t put_escaped(char *out, unsigned char c) {
    static const char digits[] = "0123456789ABCDEF";
    out[0] = '%';
    out[1] = digits[c >> 4];
    out[2] = digits[c & 15];
    return 3;
}

/* One way to write each address (RFC 9309, 2.2.2): letters and the like are never escaped, bytes that no address may hold always
 * are. What a pattern gives a meaning is escaped where it stands for itself: '*' and '$' of an address, '$' inside a pattern. */
static const char *normalise(const char *s, size_t n, bool pattern, arena *a, uint32_t *bytes) {
    char *out = arena_array(a, n + 1, 3);
    size_t at = 0;
    if (!out) return NULL;
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)s[i];
        const int high = c == '%' && i + 2 < n ? hex_value(s[i + 1]) : -1, low = high >= 0 ? hex_value(s[i + 2]) : -1;
        if (low >= 0) {
            const unsigned char meant = (unsigned char)(high * 16 + low);
            if (is_unreserved(meant))
                out[at++] = (char)meant;
            else
                at += put_escaped(out + at, meant);
            i += 2;
        } else if (c <= ' ' || c >= 0x7f || (c == '*' && !pattern) || (c == '$' && !(pattern && i + 1 == n))) {
            at += put_escaped(out + at, c);
        } else {
            out[at++] = (char)c;
        }
    }
    *bytes = (uint32_t)at;
    return out;
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

typedef struct words {
    const char *at;
    size_t n;
} words;

static words trimmed(const char *s, size_t n) {
    while (n && (*s == ' ' || *s == '\t')) s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
    return (words){s, n};
}

static bool is_word(words w, const char *word) {
    return w.n == strlen(word) && strncasecmp(w.at, word, w.n) == 0;
}

/* The product token is the beginning of the value: "depeche/1.0" names depeche. */
static bool names_agent(words value, const char *agent) {
    size_t n = 0;
    while (n < value.n && (isalpha((unsigned char)value.at[n]) || value.at[n] == '-' || value.at[n] == '_')) n++;
    return is_word((words){value.at, n}, agent);
}

/* "10", "0.5"; 0 for what is no number. */
static uint32_t delay_ms(words value) {
    double seconds = 0, unit = 1;
    bool point = false;
    for (size_t i = 0; i < value.n; i++) {
        const char c = value.at[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c < '0' || c > '9') {
            return 0;
        } else {
            if (point) unit /= 10;
            if (seconds < ROBOTS_DELAY_MAX_MS) seconds = point ? seconds + unit * (c - '0') : seconds * 10 + (c - '0');
        }
    }
    return seconds * 1000 >= ROBOTS_DELAY_MAX_MS ? ROBOTS_DELAY_MAX_MS : (uint32_t)(seconds * 1000);
}

/* Groups are read as they come: those that name us, and those for everybody, which count where none names us. */
typedef struct reading {
    arena *a;
    const char *agent;
    robots own, everybody;
    bool named;                /* some group names us */
    bool in_own, in_everybody; /* whom the group that is being read is for */
    bool in_agents;            /* the last line said whom it is for: another such line adds to them */
} reading;

static void read_agent(reading *r, words value) {
    if (!r->in_agents) r->in_own = r->in_everybody = false;
    r->in_agents = true;
    if (names_agent(value, r->agent)) r->in_own = r->named = true;
    if (value.n && value.at[0] == '*') r->in_everybody = true;
}

static bool add_rule(reading *r, words value, bool allow) {
    r->in_agents = false;
    if (value.n == 0 || (!r->in_own && !r->in_everybody)) return true; /* "Disallow:" forbids nothing */
    robots_rule rule = {.allow = allow};
    rule.pattern = normalise(value.at, value.n, true, r->a, &rule.bytes);
    if (!rule.pattern) return false;
    if (r->in_own && !vec_push(r->a, &r->own.rules, rule)) return false;
    return !r->in_everybody || vec_push(r->a, &r->everybody.rules, rule);
}

static void add_delay(reading *r, words value) {
    const uint32_t ms = delay_ms(value);
    r->in_agents = false;
    if (r->in_own && ms > r->own.delay_ms) r->own.delay_ms = ms;
    if (r->in_everybody && ms > r->everybody.delay_ms) r->everybody.delay_ms = ms;
}

static bool read_line(reading *r, const char *line, size_t n) {
    const char *comment = memchr(line, '#', n);
    if (comment) n = (size_t)(comment - line);
    const char *colon = memchr(line, ':', n);
    if (!colon) return true;
    const words key = trimmed(line, (size_t)(colon - line)), value = trimmed(colon + 1, n - (size_t)(colon + 1 - line));
    if (is_word(key, "user-agent")) {
        read_agent(r, value);
    } else if (is_word(key, "allow") || is_word(key, "disallow")) {
        return add_rule(r, value, is_word(key, "allow"));
    } else if (is_word(key, "crawl-delay")) {
        add_delay(r, value);
    }
    return true;
}

bool robots_read(const char *text, size_t n, const char *agent, arena *a, robots *out) {
    reading r = {.a = a, .agent = agent};
    *out = (robots){0};
    if (n > ROBOTS_BYTES_MAX) n = ROBOTS_BYTES_MAX;
    size_t at = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < n) {
        size_t end = at;
        while (end < n && text[end] != '\n' && text[end] != '\r') end++;
        if (!read_line(&r, text + at, end - at)) return false;
        at = end + 1;
    }
    *out = r.named ? r.own : r.everybody;
    return true;
}

/* ---- asking --------------------------------------------------------------------------------------------------------------- */

/* The stretches between the stars follow each other in the target, each at its first place: what a later place would leave room
 * for, the first one does too. */
static bool matches(const robots_rule *rule, const char *target, size_t n) {
    const char *p = rule->pattern, *end = p + rule->bytes;
    const bool to_the_end = end > p && end[-1] == '$';
    if (to_the_end) end--;
    const char *star = memchr(p, '*', (size_t)(end - p));
    size_t stretch = (size_t)((star ? star : end) - p);
    if (stretch > n || memcmp(p, target, stretch) != 0) return false;
    size_t at = stretch;
    while (star) {
        p = star + 1;
        star = memchr(p, '*', (size_t)(end - p));
        stretch = (size_t)((star ? star : end) - p);
        if (!star && to_the_end) return n - at >= stretch && memcmp(target + n - stretch, p, stretch) == 0;
        const char *found = stretch ? memmem(target + at, n - at, p, stretch) : target + at;
        if (!found) return false;
        at = (size_t)(found - target) + stretch;
    }
    return !to_the_end || at == n;
}

bool robots_allow(const robots *r, const char *target, arena *a, bool *out) {
    uint32_t n, longest = 0;
    const char *normal = normalise(target, strlen(target), false, a, &n);
    *out = false;
    if (!normal) return false;
    *out = true;
    if (n == strlen("/robots.txt") && memcmp(normal, "/robots.txt", n) == 0) return true;
    for (uint32_t i = 0; i < r->rules.n; i++) {
        const robots_rule *rule = &r->rules.at[i];
        const bool decides = rule->bytes > longest || (rule->bytes == longest && rule->allow && !*out);
        if (!decides || !matches(rule, normal, n)) continue;
        longest = rule->bytes;
        *out = rule->allow;
    }
    return true;
}
