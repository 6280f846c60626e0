/* Shaping a record before it is written: quotes cut to a length, places made coarse. */
#ifndef DP_EXPORT_SHAPE_H
#define DP_EXPORT_SHAPE_H

#include "export/format.h"

/* Quotes, titles and claimants' words are cut to a length, each where it stands. Coarsening puts the region or country in a
 * place's stead, with its point and the precision that goes with it (ACLED 3; UCDP 4 or 6), and takes out all that could name the
 * finer place: quote, title, address, file, the words of mentions; in what is said the finer name gives way to the coarser one. A
 * place whose region is not known becomes its country, one whose country is not known goes. In the names of parties and
 * claimants, too, places of the dispatch become "[place]"; outlets keep their names. The record must hold its RECORD_SMALL_PLACES
 * for that. New texts live in the arena; DP_E_NOMEM is the only failure. */
dp_status shape_record(const export_options *o, const knowledge *k, ledger_record *r, arena *a, dp_error *err);

#endif
