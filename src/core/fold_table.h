/* The bytes of the pack's section "fold": a two-stage table from code points to records. Written by src/pack/fold_compile.c
 * and read by fold.c only. Little endian.
 *
 *   header ──▶ stage1 u16 [8704]: block of cp >> 7     equal blocks are stored once
 *              stage2 u16 [blocks][128]: record of cp  equal records are stored once
 *              records [records]: class, digit, and where in the pool the two foldings stand
 *              pool: UTF-8 */
#ifndef DP_CORE_FOLD_TABLE_H
#define DP_CORE_FOLD_TABLE_H

#include <stdint.h>

#define FOLD_MAGIC      0x31444C46u /* "FLD1" */
#define FOLD_BLOCK_BITS 7u
#define FOLD_BLOCK      (1u << FOLD_BLOCK_BITS)
#define FOLD_STAGE1     (0x110000u >> FOLD_BLOCK_BITS)
#define FOLD_SELF       255 /* as a length: the code point stands for itself; 0: it vanishes */

typedef struct fold_header {
    uint32_t magic;
    uint32_t blocks, records, pool_bytes;
    uint32_t stage1_at, stage2_at, records_at, pool_at; /* bytes from the section's start, multiples of 4 */
} fold_header;

typedef struct fold_record {
    uint8_t char_class; /* enum char_class */
    uint8_t digit;      /* with CHAR_DIGIT; else 0 */
    uint8_t lower_bytes, name_bytes;
    uint32_t lower_at, name_at; /* in the pool */
} fold_record;

#endif
