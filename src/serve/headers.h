/* The headers that an answer bears, whoever sends it: those that stand on every one, and the few that are its own. */
#ifndef DP_SERVE_HEADERS_H
#define DP_SERVE_HEADERS_H

#include "serve/answer.h"

typedef void (*header_fn)(void *context, const char *name, const char *value);
void headers_of(const answer *a, header_fn fn, void *context);

#endif
