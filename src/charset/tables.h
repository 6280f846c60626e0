/* The tables of the legacy encodings, which depeche-charsets (main.c) writes with ICU when depeche is built. Entries of 0 have no
 * character. "Pointer" is WHATWG's word for the number of a two-byte sequence. */
#ifndef DP_CHARSET_TABLES_H
#define DP_CHARSET_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* Single-byte encodings: WHATWG's name, ICU's converter. windows-1252 stands in utf.c, since UTF-8 is mended with it. */
#define CHARSET_SINGLE(X)                                                                                                        \
    X("ibm866", "ibm-866")                                                                                                       \
    X("iso-8859-2", "ISO-8859-2")                                                                                                \
    X("iso-8859-3", "ISO-8859-3")                                                                                                \
    X("iso-8859-4", "ISO-8859-4")                                                                                                \
    X("iso-8859-5", "ISO-8859-5")                                                                                                \
    X("iso-8859-6", "ISO-8859-6")                                                                                                \
    X("iso-8859-7", "ibm-9005_X110-2007")                                                                                        \
    X("iso-8859-8", "ISO-8859-8")                                                                                                \
    X("iso-8859-10", "iso-8859_10-1998")                                                                                         \
    X("iso-8859-13", "ISO-8859-13")                                                                                              \
    X("iso-8859-14", "iso-8859_14-1998")                                                                                         \
    X("iso-8859-15", "ISO-8859-15")                                                                                              \
    X("koi8-r", "KOI8-R")                                                                                                        \
    X("koi8-u", "KOI8-U")                                                                                                        \
    X("macintosh", "macintosh")                                                                                                  \
    X("windows-874", "windows-874-2000")                                                                                         \
    X("windows-1250", "windows-1250")                                                                                            \
    X("windows-1251", "windows-1251")                                                                                            \
    X("windows-1253", "windows-1253")                                                                                            \
    X("windows-1254", "windows-1254")                                                                                            \
    X("windows-1255", "windows-1255")                                                                                            \
    X("windows-1256", "windows-1256")                                                                                            \
    X("windows-1257", "windows-1257")                                                                                            \
    X("windows-1258", "windows-1258")                                                                                            \
    X("x-mac-cyrillic", "x-mac-cyrillic")
#define CHARSET_COUNT_ONE_(name, icu) +1
enum { CHARSET_SINGLE_COUNT = 0 CHARSET_SINGLE(CHARSET_COUNT_ONE_) };

/* Leads and trails of the two-byte encodings. */
enum {
    GB_LEADS = 126,    /* 0x81 to 0xFE */
    GB_TRAILS = 190,   /* 0x40 to 0x7E, 0x80 to 0xFE */
    KR_LEADS = 126,    /* 0x81 to 0xFE */
    KR_TRAILS = 190,   /* 0x41 to 0xFE */
    BIG5_LEADS = 126,  /* 0x81 to 0xFE */
    BIG5_TRAILS = 157, /* 0x40 to 0x7E, 0xA1 to 0xFE */
    SJIS_LEADS = 60,   /* 0x81 to 0x9F, 0xE0 to 0xFC */
    SJIS_TRAILS = 188, /* 0x40 to 0x7E, 0x80 to 0xFC */
    JIS_CELLS = 94     /* of a row of JIS X 0208 or 0212 */
};

/* Four-byte sequences of GB 18030 below U+10000: from a pointer on, code points follow one another. */
typedef struct gb_range {
    uint16_t pointer, cp;
} gb_range;

extern const uint16_t charset_table_single[CHARSET_SINGLE_COUNT][128];
extern const uint16_t charset_table_gb[GB_LEADS * GB_TRAILS];
extern const gb_range charset_table_gb_ranges[]; /* [charset_table_gb_range_count], ascending */
extern const size_t charset_table_gb_range_count;
extern const uint16_t charset_table_kr[KR_LEADS * KR_TRAILS];
extern const uint32_t charset_table_big5[BIG5_LEADS * BIG5_TRAILS];
extern const uint16_t charset_table_jis0208[SJIS_LEADS * SJIS_TRAILS]; /* row * 94 + cell; rows beyond 94 are Shift_JIS's own */
extern const uint16_t charset_table_jis0212[JIS_CELLS * JIS_CELLS];

#endif
