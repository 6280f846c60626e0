/* Tables of comma-, semicolon-, tab- or bar-separated values (RFC 4180 and what spreadsheets make of it): rows, values, and which
 * column is what.
 *
 *     Link;Upload title;Text content          columns {url 0, title 1, text 2, delimiter ';'}
 *     https://…;"Fire; two ""hurt""";…   ──▶  values  https://… · Fire; two "hurt" · …
 *
 * Pure functions over bytes; none changes its input. */
#ifndef DP_INGEST_SHEET_H
#define DP_INGEST_SHEET_H

#include "core/arena.h"
#include "ingest/source.h"

/* Bytes of the row at s without its line end; a quoted value may hold line ends. With `one_line` quotes do not reach over them.
 * *whole is false where the bytes end before the row does. */
size_t sheet_row(const char *s, size_t n, char delimiter, bool one_line, bool *whole);
/* The value that begins at *at, unquoted, NUL-terminated in the arena; *at moves behind its delimiter. False at the row's end,
 * and with *value NULL where memory is out. */
bool sheet_value(const char *row, size_t n, char delimiter, size_t *at, arena *a, const char **value);

/* The delimiter of a header row: whichever of , ; tab | stands in it most often outside quotes. */
char sheet_delimiter(const char *row, size_t n);

/* Which columns are what, by `mapping` ("text=body,date=3"; names as in the header whatever their case, numbers from 1) or, where
 * it is NULL, by names that are common in news data; Auto Archiver's sheets and CSV are recognised. *has_header is false where
 * the mapping goes by numbers alone: then the first row is data. DP_E_USAGE for a mapping that is none, DP_E_FORMAT where no
 * column holds the text. */
dp_status sheet_columns(const char *header, size_t n, const char *mapping, arena *a, ingest_columns *out, bool *has_header,
                        dp_error *err);
/* The same without a table: is it a mapping? For the command line. */
dp_status sheet_mapping_check(const char *mapping, dp_error *err);

#endif
