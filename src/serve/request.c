#include "serve/request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static const char *const endings[FORMS] = {"", ".json", ".csv", ".geojson", ".atom", ".feed.json"};

const char *form_ending(unsigned form) {
    return form < FORMS ? endings[form] : "";
}

static int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Nothing that a terminal, a log or a header could take for more than text. */
static bool is_clean(const char *s, size_t n) {
    for (size_t at = 0; at < n;) {
        uint32_t cp;
        const size_t step = utf8_decode(s + at, n - at, &cp);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return false;
        if (utf8_is_broken(s + at, step, cp)) return false;
        at += step;
    }
    return true;
}

/* Percent-decoded, in the arena; `plus`: a plus is a blank. NULL where it is no clean text. */
static const char *decode(const char *s, size_t n, bool plus, arena *a) {
    char *out = arena_copy(a, s, n);
    size_t m = 0;
    if (!out) return NULL;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '%') {
            const int high = i + 2 < n ? hex_digit(s[i + 1]) : -1, low = high >= 0 ? hex_digit(s[i + 2]) : -1;
            if (low < 0) return NULL;
            out[m++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[m++] = plus && s[i] == '+' ? ' ' : s[i];
        }
    }
    out[m] = '\0';
    return is_clean(out, m) ? out : NULL;
}

static dp_status refuse(dp_error *err, const char *message, const char *remedy) {
    error_set(err, DP_E_USAGE, "%s", message);
    return error_remedy(err, "%s", remedy);
}

/* Cuts a known ending off; the longest that fits. */
static uint8_t cut_ending(char *segment) {
    const size_t n = strlen(segment);
    uint8_t form = FORM_HTML;
    for (uint8_t f = FORM_JSON; f < FORMS; f++) {
        const size_t m = strlen(endings[f]);
        if (n > m && m > strlen(endings[form]) && strcmp(segment + n - m, endings[f]) == 0) form = f;
    }
    segment[n - strlen(endings[form])] = '\0';
    return form;
}

static dp_status read_path(const char *path, size_t n, arena *a, request *out, dp_error *err) {
    for (size_t at = 1; at < n;) {
        size_t end = at;
        while (end < n && path[end] != '/') end++;
        if (out->segment_count == REQUEST_SEGMENTS_MAX) return refuse(err, "there is no such address", "begin at /");
        char *segment = (char *)decode(path + at, end - at, false, a);
        if (!segment) return refuse(err, "the address holds bytes that are no text", "write it in UTF-8, percent-encoded");
        if (end == n) out->form = cut_ending(segment);
        out->segments[out->segment_count++] = segment;
        at = end + 1;
    }
    return DP_OK;
}

static dp_status read_parameter(const char *s, size_t n, arena *a, request *out, dp_error *err) {
    const char *equals = memchr(s, '=', n);
    const size_t name_bytes = equals ? (size_t)(equals - s) : n, value_bytes = equals ? n - name_bytes - 1 : 0;
    if (out->parameter_count == REQUEST_PARAMETERS_MAX)
        return refuse(err, "the address has too many parameters", "give each one once");
    if (value_bytes > 3 * REQUEST_VALUE_MAX) return refuse(err, "a value in the address is too long", "shorten it");
    request_parameter p = {decode(s, name_bytes, true, a), equals ? decode(equals + 1, value_bytes, true, a) : ""};
    if (!p.name || !p.value) return refuse(err, "the address holds bytes that are no text", "write it in UTF-8, percent-encoded");
    if (strlen(p.value) > REQUEST_VALUE_MAX) return refuse(err, "a value in the address is too long", "shorten it");
    for (uint32_t i = 0; i < out->parameter_count; i++)
        if (strcmp(out->parameters[i].name, p.name) == 0)
            return refuse(err, "the address gives one parameter twice", "give each one once");
    out->parameters[out->parameter_count++] = p;
    return DP_OK;
}

dp_status request_read_target(const char *target, arena *a, request *out, dp_error *err) {
    const size_t n = strnlen(target, REQUEST_TARGET_MAX + 1);
    out->path = out->query = "";
    if (n > REQUEST_TARGET_MAX) {
        error_set(err, DP_E_TOO_LONG, "the address is longer than %u bytes", REQUEST_TARGET_MAX);
        return error_remedy(err, "shorten it");
    }
    if (target[0] != '/') return refuse(err, "the address does not begin with /", "ask for /");
    const char *mark = memchr(target, '?', n);
    const size_t path_bytes = mark ? (size_t)(mark - target) : n;
    if (!(out->path = arena_copy(a, target, path_bytes)) ||
        !(out->query = arena_copy(a, mark ? mark + 1 : "", mark ? n - path_bytes - 1 : 0)))
        return error_nomem(err);
    dp_status s = read_path(target, path_bytes, a, out, err);
    for (size_t at = path_bytes + 1; s == DP_OK && at < n;) {
        size_t end = at;
        while (end < n && target[end] != '&') end++;
        if (end > at) s = read_parameter(target + at, end - at, a, out, err);
        at = end + 1;
    }
    return s;
}

const char *request_value(const request *q, const char *name) {
    for (uint32_t i = 0; i < q->parameter_count; i++)
        if (strcmp(q->parameters[i].name, name) == 0) return *q->parameters[i].value ? q->parameters[i].value : NULL;
    return NULL;
}

dp_status request_number(const request *q, const char *name, uint64_t otherwise, uint64_t most, uint64_t *out, dp_error *err) {
    const char *s = request_value(q, name);
    *out = otherwise;
    if (!s) return DP_OK;
    const size_t n = strlen(s);
    uint64_t v = 0;
    for (size_t i = 0; i < n && n < 19; i++) v = v * 10 + (uint64_t)(s[i] - '0');
    if (n >= 19 || strspn(s, "0123456789") != n || v > most) {
        error_set(err, DP_E_USAGE, "%s is no number from 0 to %llu", name, (unsigned long long)most);
        return error_remedy(err, "give such a number, or leave it out");
    }
    *out = v;
    return DP_OK;
}

dp_status request_real(const char *text, double least, double most, double *out, dp_error *err) {
    char *end = NULL;
    const bool plain = *text && strlen(text) < 24 && strspn(text, "-.0123456789") == strlen(text);
    *out = plain ? strtod(text, &end) : NAN;
    if (plain && end && !*end && *out >= least && *out <= most) return DP_OK;
    error_set(err, DP_E_USAGE, "\"%.24s\" is no number from %g to %g", text, least, most);
    return error_remedy(err, "write it as -12.5");
}
