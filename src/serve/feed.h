/* Feeds: what a list would show, for those who wait for news of it. Atom (RFC 4287) and JSON Feed 1.1. */
#ifndef DP_SERVE_FEED_H
#define DP_SERVE_FEED_H

#include "serve/app.h"

void feed_answer(exchange *x);

#endif
