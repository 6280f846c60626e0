/* The identifier's model: one file, mapped as it is, made by depeche-train-language (train/).
 *
 *   offset        size      what
 *   0             64        language_header
 *   64            8·L       codes of the languages, NUL-padded; those of one script stand together
 *   …             48·S      language_script
 *   …             4352      page of letters of each 256 code points, up to U+10FFFF
 *   …             1024·P    pages: a letter's script and code, 0 for what is no letter
 *   …             …         rows of weights, at multiples of 64, each int8[stride]
 *
 * A weight lies within ±WEIGHT_MOST, so that four of them add up inside eight bits. A script that one language writes has no
 * rows. In others the row of each gram of a text (grams.h) is added up, language by language: sums of integers, the same on every
 * machine. Grams that share a row share its weights, which the trainer sees and bears. */
#ifndef DP_LANGUAGE_MODEL_H
#define DP_LANGUAGE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/pack.h"

#define LANGUAGE_MAGIC        "DPLANGID"
#define LANGUAGE_VERSION      1u
#define LANGUAGES_MOST        128u
#define SCRIPTS_MOST          48u
#define TABLES_MOST           8u  /* scripts that have rows */
#define SCRIPT_LANGUAGES_MOST 64u /* of one script: a row is a cache line */
#define WEIGHT_MOST           31
#define LETTER_PAGES          (0x110000u >> 8)
#define SCRIPT_NONE           0u /* scripts count from 1 */

typedef struct language_header {
    char magic[8];
    uint32_t version, languages, scripts, pages;
    uint32_t unit; /* a weight of this size is a factor of e */
    uint32_t rest0;
    uint64_t size; /* of the file */
    uint8_t rest[24];
} language_header;

typedef struct language_script {
    char name[16];         /* of Unicode, "Latin" */
    uint32_t first, count; /* languages */
    uint32_t stride;       /* bytes of a row, 16 or 64; 0: no rows */
    uint32_t row_count;
    uint64_t rows;  /* offset in the file */
    uint32_t takes; /* the script whose letters this one's languages write too (Han for kana); SCRIPT_NONE */
    uint32_t table; /* its number among the scripts that have rows, from 0 */
} language_script;

typedef struct language_code {
    char text[8]; /* NUL-padded */
} language_code;

/* A view into the bytes of a file. Const and shared by any number of threads. */
typedef struct language_model {
    const language_header *header;
    const language_code *codes;     /* [header->languages] */
    const language_script *scripts; /* [header->scripts], that of number 1 first */
    const uint8_t *page_of;         /* [LETTER_PAGES] */
    const uint32_t *pages;          /* [header->pages * 256] script << 16 | code */
    const uint8_t *bytes;
} language_model;

/* Checks and opens the bytes of a file, which the caller keeps alive. DP_E_PACK says what is wrong. What is checked is what keeps
 * every read inside the file; the weights may be any bytes. */
dp_status language_open(const void *bytes, size_t size, language_model *out, dp_error *err);
/* The same over a pack's section "language". A pack without it gives a model that identifies nothing (header NULL). */
dp_status language_open_pack(const pack *p, language_model *out, dp_error *err);

/* Script and code of a code point, 0 where it is no letter of any script that the model knows. */
static inline uint32_t language_letter(const language_model *m, uint32_t cp) {
    return cp < 0x110000u ? m->pages[(uint32_t)m->page_of[cp >> 8] << 8 | (cp & 255)] : 0;
}

#endif
