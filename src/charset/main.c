/* depeche-charsets FILE.c: writes the tables of the legacy encodings, as ICU knows them, for the compiler. Runs when depeche is
 * built; the program itself opens no converter. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "charset/tables.h"

/* What a byte sequence means in an open converter: one code point that is no control and no private one, or 0. */
static uint32_t meaning(UConverter *c, const unsigned char *bytes, int32_t n) {
    UChar out[4];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t units = ucnv_toUChars(c, out, 4, (const char *)bytes, n, &status);
    if (U_FAILURE(status) || units < 1) return 0;
    uint32_t cp = out[0];
    if (units == 2 && out[0] >= 0xD800 && out[0] < 0xDC00)
        cp = 0x10000 + ((uint32_t)(out[0] - 0xD800) << 10) + (uint32_t)(out[1] - 0xDC00);
    else if (units != 1)
        return 0;
    const int of_no_use = cp < 0xA0 || cp == 0xFFFD || (cp >= 0xE000 && cp < 0xF900);
    return of_no_use ? 0 : cp;
}

static UConverter *converter(const char *name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *c = ucnv_open(name, &status);
    if (U_SUCCESS(status)) ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status)) return c;
    fprintf(stderr, "depeche-charsets: ICU has no converter %s: %s\n", name, u_errorName(status));
    ucnv_close(c);
    return NULL;
}

static void write_value(FILE *out, uint32_t value, uint32_t number) {
    fprintf(out, "%" PRIu32 ",%s", value, number % 16 == 15 ? "\n" : "");
}

static int write_single(FILE *out) {
#define NAME_OF_(name, icu) icu,
    static const char *const names[] = {CHARSET_SINGLE(NAME_OF_)};
    fprintf(out, "const uint16_t charset_table_single[CHARSET_SINGLE_COUNT][128] = {\n");
    for (size_t i = 0; i < CHARSET_SINGLE_COUNT; i++) {
        UConverter *c = converter(names[i]);
        if (!c) return 1;
        fprintf(out, "{");
        for (uint32_t b = 0; b < 128; b++) write_value(out, meaning(c, &(unsigned char){(unsigned char)(b + 128)}, 1), b);
        fprintf(out, "},\n");
        ucnv_close(c);
    }
    fprintf(out, "};\n");
    return 0;
}

/* The trail bytes of a two-byte encoding: two stretches, of which the first leaves DEL out. */
typedef struct grid {
    const char *icu, *table, *type;
    uint32_t leads, trails, first_trail, gap_from, gap;
} grid;

/* Shift_JIS's leads leave a gap for its half-width kana; all others are contiguous. */
static unsigned char lead_byte(const grid *g, uint32_t lead) {
    return (unsigned char)(0x81 + lead + (g->leads == SJIS_LEADS && lead >= 31 ? 64 : 0));
}

static int write_grid(FILE *out, const grid *g) {
    UConverter *c = converter(g->icu);
    if (!c) return 1;
    fprintf(out, "const %s %s[] = {\n", g->type, g->table);
    for (uint32_t i = 0; i < g->leads * g->trails; i++) {
        const uint32_t trail = g->first_trail + i % g->trails;
        const unsigned char bytes[2] = {lead_byte(g, i / g->trails),
                                        (unsigned char)(trail + (trail >= g->gap_from ? g->gap : 0))};
        write_value(out, meaning(c, bytes, 2), i);
    }
    fprintf(out, "};\n");
    ucnv_close(c);
    return 0;
}

static int write_jis0212(FILE *out) {
    UConverter *c = converter("EUC-JP");
    if (!c) return 1;
    fprintf(out, "const uint16_t charset_table_jis0212[] = {\n");
    for (uint32_t i = 0; i < JIS_CELLS * JIS_CELLS; i++) {
        const unsigned char bytes[3] = {0x8F, (unsigned char)(0xA1 + i / JIS_CELLS), (unsigned char)(0xA1 + i % JIS_CELLS)};
        write_value(out, meaning(c, bytes, 3), i);
    }
    fprintf(out, "};\n");
    ucnv_close(c);
    return 0;
}

/* Ranges begin where a four-byte sequence does not mean the code point behind that of the one before. */
static int write_gb_ranges(FILE *out) {
    UConverter *c = converter("gb18030");
    if (!c) return 1;
    fprintf(out, "const gb_range charset_table_gb_ranges[] = {\n");
    uint32_t next = 0, count = 0;
    for (uint32_t p = 0; p < 39420; p++) {
        const unsigned char bytes[4] = {(unsigned char)(0x81 + p / 12600), (unsigned char)(0x30 + p / 1260 % 10),
                                        (unsigned char)(0x81 + p / 10 % 126), (unsigned char)(0x30 + p % 10)};
        const uint32_t cp = meaning(c, bytes, 4);
        if (cp == next) {
            if (next) next++;
            continue;
        }
        fprintf(out, "{%" PRIu32 ",%" PRIu32 "},\n", p, cp);
        count++;
        next = cp ? cp + 1 : 0;
    }
    fprintf(out, "};\nconst size_t charset_table_gb_range_count = %" PRIu32 ";\n", count);
    ucnv_close(c);
    return 0;
}

static int write_all(FILE *out) {
    static const grid grids[] = {
        {"gb18030", "charset_table_gb", "uint16_t", GB_LEADS, GB_TRAILS, 0x40, 0x7F, 1},
        {"windows-949-2000", "charset_table_kr", "uint16_t", KR_LEADS, KR_TRAILS, 0x41, 0x100, 0},
        {"ibm-1375_P100-2008", "charset_table_big5", "uint32_t", BIG5_LEADS, BIG5_TRAILS, 0x40, 0x7F, 34},
        {"ibm-943_P15A-2003", "charset_table_jis0208", "uint16_t", SJIS_LEADS, SJIS_TRAILS, 0x40, 0x7F, 1},
    };
    fprintf(out, "/* Made by depeche-charsets. */\n#include \"charset/tables.h\"\n");
    int failed = write_single(out);
    for (size_t i = 0; i < sizeof grids / sizeof *grids && !failed; i++) failed = write_grid(out, &grids[i]);
    return failed || write_jis0212(out) || write_gb_ranges(out);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: depeche-charsets FILE.c\n");
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    const int failed = write_all(out);
    return fclose(out) != 0 || failed;
}
