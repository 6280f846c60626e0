/* Pieces of JSON that several views write. */
#ifndef DP_SERVE_JSON_H
#define DP_SERVE_JSON_H

#include "core/buf.h"

void json_begin(buf *b, const char *key, char bracket); /* sep, "key":, bracket; a NULL key: an item of a list */
void json_end(buf *b, char bracket);
void json_kv_known(buf *b, const char *key, const char *value);           /* null where NULL or "" */
void json_kv_number(buf *b, const char *key, double value);               /* null where NAN */
void json_kv_span(buf *b, const char *key, uint32_t start, uint32_t end); /* [start,end], null where empty */

#endif
