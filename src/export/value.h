/* Values that more than one format asks for. What cannot be made is empty: NULL, CELL_EMPTY. Texts live in the row's arena. */
#ifndef DP_EXPORT_VALUE_H
#define DP_EXPORT_VALUE_H

#include "export/format.h"

/* Lists for codebooks, NULL-terminated. */
extern const char *const among_polarity[], *const among_certainty[], *const among_tense[], *const among_control[],
                                                                                               *const among_time_basis[],
                                                                                                   *const among_claimant_basis[];

/* A cell of what was printed, at most 500 bytes: for numbers and codes. CELL_EMPTY where memory ran out. */
export_cell cell_printed(const export_row *row, const char *fmt, ...) DP_PRINTF(2, 3);
export_cell cell_text(const char *s);
export_cell cell_int(int64_t v);
export_cell cell_real(double v); /* NAN is CELL_EMPTY */
/* The buffer's bytes as a cell of a kind; frees the buffer. */
export_cell cell_of_buf(const export_row *row, buf *b, uint8_t kind);

/* A place of which nothing is known. */
record_place no_place(void);

/* Is the claim said of what happened: affirmed, and neither planned, ordered nor supposed? */
bool says_it_happened(const ledger_record *r);
/* The number of days from first to last, 0 where either is not known. */
int64_t days_spanned(const ledger_record *r);
/* The day where it is known to the day, else NULL. */
const char *single_day(const ledger_record *r);
/* "2017" where all days lie in one year. */
export_cell value_year(const export_row *row);

/* English name of a country by its alpha-2 code; the code itself without a pack; NULL for NULL. */
const char *country_name_of(const knowledge *k, const char *alpha2);
const char *country_alpha3(const knowledge *k, const char *alpha2); /* "SYR" or NULL */
export_cell value_country_name(const export_row *row);
export_cell value_country_number(const export_row *row); /* ISO 3166-1 */

/* What a table of world/ontology says of a code (claim/lexicon.h); NULL without a pack, and where it says nothing. */
const char *ontology_label_of(const knowledge *k, const char *table, const char *code);
const char *ontology_extra_of(const knowledge *k, const char *table, const char *code);
/* A number in digits; RECORD_NONE for anything else. */
int64_t whole_number(const char *s);

/* "Abu Kamal, Deir ez-Zor Governorate, Syria" */
export_cell value_full_place(const export_row *row);

/* An address that a program may open: http or https, without signs that no address has; else NULL ("javascript:…" of a hostile
 * feed must not become a link). */
const char *web_address(const char *url);

/* Members of a JSON object, left out where there is no value. */
void json_text_member(buf *out, const char *key, const char *s);
void json_int_member(buf *out, const char *key, int64_t v);
void json_real_member(buf *out, const char *key, double v);

#endif
