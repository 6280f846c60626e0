/* Reads coordinates (see coordinates.h): an angle is [word] [sign] number [mark [minutes [seconds]]] [word]; two make a point. */
#include "mention/coordinates.h"

#include <math.h>
#include <string.h>

#include "mention/mgrs.h"

enum { SPACES_MAX = 4, DIGITS_MAX = 3, DECIMALS_MAX = 12, WORD_BYTES_MAX = 40, WORDS_BEHIND = 4, DECIMALS_BARE = 3 };
#define PI 3.14159265358979323846

typedef struct reader {
    const char *p, *begin, *end;
    const compass_words *words;
} reader;

typedef struct angle {
    double degrees;
    enum compass side; /* north … west, or none */
    bool latitude, longitude, named;
    bool marked;  /* a sign or word of degrees */
    bool minutes; /* has minutes */
    bool comma;   /* "36,2021" */
    bool negative;
    int decimals; /* of the degrees */
} angle;

static bool is_digit(const reader *r, const char *p) {
    return p >= r->begin && p < r->end && *p >= '0' && *p <= '9';
}

static bool take(reader *r, const char *bytes) {
    size_t n = strlen(bytes);
    if ((size_t)(r->end - r->p) < n || memcmp(r->p, bytes, n) != 0) return false;
    r->p += n;
    return true;
}

static bool take_any(reader *r, const char *const *list) {
    for (; *list; list++)
        if (take(r, *list)) return true;
    return false;
}

static void skip_spaces(reader *r) {
    static const char *const spaces[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", NULL};
    for (int i = 0; i < SPACES_MAX && take_any(r, spaces); i++) {
    }
}

/* A run of letters (of any script: bytes above ASCII but for the marks and quotation marks that belong to numbers), with full
 * stops inside it. */
static size_t word_at(const reader *r, const char *p) {
    const char *from = p;
    while (p < r->end && p - from < WORD_BYTES_MAX) {
        unsigned char c = (unsigned char)*p, next = p + 1 < r->end ? (unsigned char)p[1] : 0;
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        bool high = c >= 0xC3 && c != 0xE2 && c != 0xCB && c != 0xCA; /* no °, ′, quotation marks, spaces */
        bool tail = c >= 0x80 && c < 0xC0 && p > from && (unsigned char)p[-1] >= 0x80;
        bool dot = c == '.' && p > from && ((next | 32) >= 'a' || next >= 0xC3) && next != 0xE2;
        if (!letter && !high && !tail && !dot) break;
        p++;
    }
    return (size_t)(p - from);
}

static enum compass compass_at(const reader *r, size_t *n) {
    *n = word_at(r, r->p);
    if (*n == 0 || (*n == 1 && *r->p >= 'a' && *r->p <= 'z')) return COMPASS_NONE;
    return r->words->of(r->words->state, r->p, *n);
}

/* One to three digits and decimals. */
static bool take_number(reader *r, double *out, int *decimals, bool *comma) {
    int digits = 0;
    double value = 0, unit = 1;
    *decimals = 0;
    *comma = false;
    const char *p = r->p;
    for (; is_digit(r, p) && digits <= DIGITS_MAX; p++, digits++) value = value * 10 + (*p - '0');
    if (digits == 0 || digits > DIGITS_MAX) return false;
    if (p < r->end && (*p == '.' || *p == ',') && is_digit(r, p + 1)) {
        *comma = *p == ',';
        for (p++; is_digit(r, p) && *decimals < DECIMALS_MAX; p++, ++*decimals) value += (*p - '0') * (unit /= 10);
        if (is_digit(r, p)) return false;
    }
    r->p = p;
    *out = value;
    return true;
}

/* A mark, or a word that stands for it. */
static bool take_mark(reader *r, const char *const *marks, enum compass word) {
    reader was = *r;
    skip_spaces(r);
    if (take_any(r, marks)) return true;
    size_t n;
    if (compass_at(r, &n) == word) {
        r->p += n;
        return true;
    }
    *r = was;
    return false;
}

static const char *const degree_marks[] = {"\xC2\xB0", "\xC2\xBA", "\xCB\x9A", NULL};
static const char *const second_marks[] = {
    "\"", "\xE2\x80\xB3", "\xE2\x80\x9D", "\xE2\x80\x9C", "''", "\xE2\x80\xB2\xE2\x80\xB2", "\xE2\x80\x99\xE2\x80\x99", NULL};
static const char *const minute_marks[] = {"'", "\xE2\x80\xB2", "\xE2\x80\x99", "\xE2\x80\x98", "\xC2\xB4", "\xCA\xB9", NULL};

/* "36 12 07", "36:12:07", "36 12.5": no marks; the word behind ("N") must then tell that it is an angle. */
static bool take_plain_parts(reader *r, angle *a) {
    reader was = *r;
    double part[2] = {0, 0};
    int parts = 0, decimals = 0;
    bool comma;
    for (; parts < 2 && decimals == 0; parts++) {
        reader before = *r;
        if (!take(r, ":") && !take(r, " ")) break;
        if (!is_digit(r, r->p) || !take_number(r, &part[parts], &decimals, &comma) || part[parts] >= 60) {
            *r = before;
            break;
        }
    }
    reader here = *r;
    skip_spaces(r);
    size_t n;
    enum compass word = compass_at(r, &n);
    *r = parts && word >= COMPASS_NORTH && word <= COMPASS_WEST ? here : was;
    if (r->p == was.p) return false;
    a->degrees += part[0] / 60 + part[1] / 3600;
    a->minutes = true;
    return true;
}

static bool take_minutes(reader *r, angle *a) {
    reader was = *r;
    double minutes, seconds;
    int decimals;
    bool comma;
    skip_spaces(r);
    if (!take_number(r, &minutes, &decimals, &comma) || !take_mark(r, minute_marks, COMPASS_MINUTES)) {
        *r = was;
        return true;
    }
    if (minutes >= 60 || a->decimals) return false;
    a->degrees += minutes / 60;
    a->minutes = true;
    was = *r;
    skip_spaces(r);
    if (!take_number(r, &seconds, &decimals, &comma) ||
        (!take_any(r, second_marks) && !take_mark(r, second_marks, COMPASS_SECONDS))) {
        *r = was;
        return true;
    }
    a->degrees += seconds / 3600;
    return seconds < 60;
}

static bool set_word(angle *a, enum compass word) {
    if (word >= COMPASS_NORTH && word <= COMPASS_WEST) {
        if (a->side) return false;
        a->side = word;
        (word == COMPASS_NORTH || word == COMPASS_SOUTH ? &a->latitude : &a->longitude)[0] = true;
    } else if (word == COMPASS_LATITUDE || word == COMPASS_LONGITUDE) {
        (word == COMPASS_LATITUDE ? &a->latitude : &a->longitude)[0] = true;
        a->named = true;
    } else {
        return false;
    }
    return !(a->latitude && a->longitude);
}

static bool take_words_before(reader *r, angle *a) {
    for (int i = 0; i < WORDS_BEHIND; i++) {
        size_t n;
        enum compass word = compass_at(r, &n);
        if (word == COMPASS_NONE) return true;
        if (word != COMPASS_JOIN && !set_word(a, word)) return false;
        if (word == COMPASS_JOIN && i == 0) return false;
        r->p += n;
        if (take(r, ".") || take(r, ":") || take(r, "=")) {
        }
        skip_spaces(r);
        if (take(r, ":") || take(r, "=")) skip_spaces(r);
    }
    return true;
}

/* "N", "north", "de latitude nord": what is said behind, as far as it says something. */
static void take_words_behind(reader *r, angle *a) {
    reader good = *r;
    for (int i = 0; i < WORDS_BEHIND; i++) {
        const char *from = r->p;
        skip_spaces(r);
        bool attached = r->p == from; /* "36°N37°E" */
        size_t n;
        enum compass word = compass_at(r, &n);
        angle more = *a;
        if (word == COMPASS_NONE || (word != COMPASS_JOIN && !set_word(&more, word))) break;
        /* "lat 36.2 lon 37.1": the second name belongs to the next number */
        if ((word == COMPASS_LATITUDE || word == COMPASS_LONGITUDE) && a->named) break;
        r->p += n;
        if (word == COMPASS_JOIN) continue;
        const char *behind = r->p;
        reader ahead = *r;
        take(&ahead, ".");
        skip_spaces(&ahead);
        if (is_digit(&ahead, ahead.p) && (a->side || more.named || a->named)) break; /* "36.2 N E 37.1", "36.2, lon 37.1" */
        if (is_digit(r, r->p) && !attached) break;                                   /* "E37.1" */
        *a = more;
        r->p = behind;
        good = *r;
    }
    *r = good;
}

static bool take_angle(reader *r, angle *a) {
    *a = (angle){0};
    if (!take_words_before(r, a)) return false;
    if (take(r, "-") || take(r, "\xE2\x88\x92"))
        a->negative = true;
    else
        take(r, "+");
    if (!take_number(r, &a->degrees, &a->decimals, &a->comma)) return false;
    if (take_mark(r, degree_marks, COMPASS_DEGREES)) {
        a->marked = true;
        if (!take_minutes(r, a)) return false;
    } else if (a->decimals == 0) {
        take_plain_parts(r, a);
    }
    take_words_behind(r, a);
    if (a->negative && a->side) return false;
    if (a->negative || a->side == COMPASS_SOUTH || a->side == COMPASS_WEST) a->degrees = -a->degrees;
    return true;
}

/* Does the angle say by itself that it is one? */
static bool is_sure(const angle *a) {
    return a->named || (a->marked && (a->side || a->minutes || a->decimals >= 2)) || (a->side && (a->decimals || a->minutes));
}

static bool is_bare(const angle *a) {
    return !a->named && !a->marked && !a->side && !a->minutes;
}

/* A number, a letter, a sign of percent or money behind belongs to something else. */
static bool ends_here(const reader *r, bool bare) {
    if (r->p == r->end) return true;
    unsigned char c = (unsigned char)*r->p;
    if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '%') return false;
    if (!bare) return true;
    reader more = *r;
    if (take(&more, ",") || take(&more, ".") || take(&more, ";")) skip_spaces(&more);
    return more.p == r->p || !is_digit(&more, more.p); /* a list of numbers, a version */
}

static bool begins_here(const char *bytes, size_t at) {
    if (at == 0) return true;
    unsigned char c = (unsigned char)bytes[at - 1];
    bool word = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '$' || c == '.' || c == '-';
    return !word && !(c >= 0xC0); /* half a character */
}

static bool take_pair(reader *r, coordinates *out) {
    angle a, b;
    if (!take_angle(r, &a)) return false;
    reader was = *r;
    skip_spaces(r);
    char sep = r->p < r->end && strchr(",;/|", *r->p) && *r->p ? *r->p++ : 0;
    skip_spaces(r);
    size_t n;
    if (compass_at(r, &n) == COMPASS_JOIN) {
        r->p += n;
        skip_spaces(r);
        sep = sep ? sep : '&';
    }
    if (r->p == was.p && !a.side && !a.marked) return false;
    if (!take_angle(r, &b)) return false;
    bool bare = is_bare(&a) && is_bare(&b);
    if (bare) {
        int least = a.comma || b.comma ? DECIMALS_BARE + 1 : DECIMALS_BARE;
        if (a.decimals < least || b.decimals < least || !sep || sep == '&' || a.comma != b.comma || (a.comma && sep == ','))
            return false;
        if (a.degrees == 0 && b.degrees == 0) return false;
    } else if (!is_sure(&a) || !(is_sure(&b) || (a.named && b.decimals && is_bare(&b)))) {
        return false;
    }
    if ((a.latitude && b.latitude) || (a.longitude && b.longitude) || !ends_here(r, bare)) return false;
    bool swapped = a.longitude || b.latitude;
    out->lat = swapped ? b.degrees : a.degrees;
    out->lon = swapped ? a.degrees : b.degrees;
    return fabs(out->lat) <= 90 && fabs(out->lon) <= 180;
}

bool coordinates_read(const char *bytes, size_t size, size_t at, const compass_words *words, coordinates *out) {
    *out = (coordinates){0};
    if (at >= size || !begins_here(bytes, at)) return false;
    coordinates found = {0};
    size_t used = mgrs_read(bytes + at, size - at, &found.lat, &found.lon);
    reader r = {bytes + at + used, bytes, bytes + size, words};
    if (used == 0 && !take_pair(&r, &found)) return false;
    found.end = (size_t)(r.p - bytes);
    *out = found;
    return true;
}

void coordinates_move(double lat, double lon, double km, double bearing, double *to_lat, double *to_lon) {
    double arc = km / 6371.0088, phi = lat * PI / 180, theta = bearing * PI / 180;
    double s = sin(phi) * cos(arc) + cos(phi) * sin(arc) * cos(theta);
    *to_lat = asin(s > 1 ? 1 : s < -1 ? -1 : s) * 180 / PI;
    double east = lon + atan2(sin(theta) * sin(arc) * cos(phi), cos(arc) - sin(phi) * s) * 180 / PI;
    *to_lon = east > 180 ? east - 360 : east < -180 ? east + 360 : east;
}
