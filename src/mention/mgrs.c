/* MGRS → WGS 84 (see mgrs.h). */
#include "mention/mgrs.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define PI          3.14159265358979323846
#define SCALE       0.9996
#define FALSE_EAST  500000.0
#define FALSE_NORTH 10000000.0
#define ROWS_REPEAT 2000000.0
#define SQUARE      100000.0
#define BAND_SLACK  0.6 /* degrees: a square may reach over the edge of its band */
enum { DIGITS_MIN = 2, DIGITS_MAX = 5 };

/* Meridian arc from the equator, metres (WGS 84). */
static double meridian(double lat) {
    const double a = 6378137.0, f = 1 / 298.257223563, n = f / (2 - f);
    double phi = lat * PI / 180, t = sinh(atanh(sin(phi)) - 2 * sqrt(n) / (1 + n) * atanh(2 * sqrt(n) / (1 + n) * sin(phi)));
    double xi = atan(t), radius = a / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
    return radius * (xi + (n / 2 - 2 * n * n / 3 + 5 * n * n * n / 16) * sin(2 * xi) +
                     (13 * n * n / 48 - 3 * n * n * n / 5) * sin(4 * xi) + 61 * n * n * n / 240 * sin(6 * xi));
}

/* Northing and easting from the equator and the central meridian. */
static void from_utm(double north, double east, double *lat, double *lon) {
    const double a = 6378137.0, f = 1 / 298.257223563, n = f / (2 - f), n2 = n * n, n3 = n2 * n;
    const double radius = a / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64);
    const double beta[3] = {n / 2 - 2 * n2 / 3 + 37 * n3 / 96, n2 / 48 + n3 / 15, 17 * n3 / 480};
    const double delta[3] = {2 * n - 2 * n2 / 3 - 2 * n3, 7 * n2 / 3 - 8 * n3 / 5, 56 * n3 / 15};
    double xi = north / (SCALE * radius), eta = east / (SCALE * radius), x = xi, y = eta;
    for (int j = 0; j < 3; j++) {
        x -= beta[j] * sin(2 * (j + 1) * xi) * cosh(2 * (j + 1) * eta);
        y -= beta[j] * cos(2 * (j + 1) * xi) * sinh(2 * (j + 1) * eta);
    }
    double chi = asin(sin(x) / cosh(y)), phi = chi;
    for (int j = 0; j < 3; j++) phi += delta[j] * sin(2 * (j + 1) * chi);
    *lat = phi * 180 / PI;
    *lon = atan2(sinh(y), cos(x)) * 180 / PI;
}

static int letter_index(char c) { /* A … Z without I and O; -1 */
    if (c < 'A' || c > 'Z' || c == 'I' || c == 'O') return -1;
    return c - 'A' - (c > 'I') - (c > 'O');
}

static size_t digits_at(const char *s, size_t size, size_t at) {
    size_t n = 0;
    while (at + n < size && n < 12 && s[at + n] >= '0' && s[at + n] <= '9') n++;
    return n;
}

static double number_of(const char *s, size_t n) {
    double v = 0;
    for (size_t i = 0; i < n; i++) v = v * 10 + (s[i] - '0');
    return v;
}

typedef struct reference {
    int zone, band, column, row;
    double east, north, size; /* inside the square of 100 km */
} reference;

static size_t skip_space(const char *s, size_t size, size_t at) {
    return at < size && s[at] == ' ' ? at + 1 : at;
}

static size_t read_reference(const char *s, size_t size, reference *r) {
    size_t n = digits_at(s, size, 0);
    if (n == 0 || n > 2) return 0;
    r->zone = (int)number_of(s, n);
    size_t at = skip_space(s, size, n);
    if (at + 4 >= size) return 0;
    r->band = letter_index(s[at++]);
    at = skip_space(s, size, at);
    if (at + 2 >= size) return 0;
    r->column = letter_index(s[at]);
    r->row = letter_index(s[at + 1]);
    at = skip_space(s, size, at + 2);
    if (r->zone < 1 || r->zone > 60 || r->band < 2 || r->band > 21 || r->column < 0 || r->row < 0 || r->row > 19) return 0;
    size_t first = digits_at(s, size, at), each = first / 2, second = at + each;
    if (first >= DIGITS_MIN && first <= DIGITS_MAX && at + first < size && s[at + first] == ' ' &&
        digits_at(s, size, at + first + 1) == first) {
        each = first;
        second = at + first + 1;
    } else if (first % 2 || each < DIGITS_MIN || each > DIGITS_MAX) {
        return 0;
    }
    r->size = pow(10, 5 - (double)each);
    r->east = number_of(s + at, each) * r->size;
    r->north = number_of(s + second, each) * r->size;
    at = second + each;
    bool runs_on = at < size && ((s[at] | 32) >= 'a' && (s[at] | 32) <= 'z');
    return runs_on ? 0 : at;
}

size_t mgrs_read(const char *s, size_t size, double *lat, double *lon) {
    reference r;
    size_t used = read_reference(s, size, &r);
    if (used == 0) return 0;
    int column = r.column - (r.zone - 1) % 3 * 8;
    if (column < 0 || column > 7) return 0;
    double south = -80 + (r.band - 2) * 8.0, top = r.band == 21 ? 84 : south + 8;
    double least = SCALE * meridian(south) + (south < 0 ? FALSE_NORTH : 0) - SQUARE;
    double north = (r.row + (r.zone % 2 ? 0 : 15)) % 20 * SQUARE;
    while (north < least) north += ROWS_REPEAT;
    north += r.north + r.size / 2 - (south < 0 ? FALSE_NORTH : 0);
    double east = (column + 1) * SQUARE + r.east + r.size / 2 - FALSE_EAST;
    from_utm(north, east, lat, lon);
    *lon += r.zone * 6 - 183;
    if (*lon > 180) *lon -= 360;
    if (*lon < -180) *lon += 360;
    return *lat >= south - BAND_SLACK && *lat <= top + BAND_SLACK ? used : 0;
}
