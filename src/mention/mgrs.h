/* MGRS, the Military Grid Reference System: "37S BV 94651 10163" is zone 37, band S, square BV of 100 km, then easting and
 * northing inside it. Two to five digits each: squares of a kilometre to a metre; coarser ones are no point.
 * The letters repeat every 2,000 km and every three zones; zone and band tell which is meant, and a square that the zone does
 * not have is refused. The polar caps (bands A, B, Y, Z) are not read. NGA.STND.0037, "Universal Grids"; the inverse of the
 * projection follows Krüger's series as in Karney 2011 (to better than a millimetre in the zone). */
#ifndef DP_MENTION_MGRS_H
#define DP_MENTION_MGRS_H

#include <stddef.h>

/* Reads a reference that begins at s: gives the bytes it takes and the middle of its square; 0 where none does. */
size_t mgrs_read(const char *s, size_t size, double *lat, double *lon);

#endif
