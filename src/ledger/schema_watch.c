/* What `depeche watch` remembers between two starts. Times are UTC, "2017-11-09T08:30:00Z". */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE watched_feeds (          -- feeds that were asked for\n"
    "  url          TEXT PRIMARY KEY,\n"
    "  etag         TEXT,                  -- as the server gave them: they go back to it with the next request\n"
    "  modified     TEXT,\n"
    "  asked        TEXT,                  -- when last\n"
    "  next         TEXT NOT NULL,         -- when again\n"
    "  failures     INTEGER NOT NULL,      -- in a row\n"
    "  why          TEXT                   -- what the last failure was; NULL where there was none\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE watched_pages (          -- what stood in feeds: each is read once\n"
    "  url          TEXT PRIMARY KEY,\n"
    "  host         TEXT NOT NULL,\n"
    "  feed         TEXT NOT NULL,         -- that named it first\n"
    "  found        TEXT NOT NULL,         -- when\n"
    "  title        TEXT,                  -- what the feed says of it\n"
    "  date         TEXT,\n"
    "  outlet       TEXT,\n"
    "  state        TEXT NOT NULL,         -- waiting, asked: under way, read, failed: given up\n"
    "  tries        INTEGER NOT NULL,\n"
    "  next         TEXT,                  -- when to ask for it; NULL where it is read or given up\n"
    "  dispatch     TEXT,                  -- content id of what was read\n"
    "  why          TEXT                   -- what the last failure was\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE watched_hosts (          -- hosts that asked for a pause, or did not answer\n"
    "  host         TEXT PRIMARY KEY,\n"
    "  ready        TEXT NOT NULL,         -- not asked before\n"
    "  failures     INTEGER NOT NULL\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE watched_robots (         -- robots.txt of sites\n"
    "  origin       TEXT PRIMARY KEY,      -- scheme, host, port\n"
    "  until        TEXT NOT NULL,         -- asked for again after this\n"
    "  access       TEXT NOT NULL,         -- rules: those of body; all; none\n"
    "  body         TEXT\n"
    ") WITHOUT ROWID;\n",
    NULL};

static const char *const indexes[] = {
    "CREATE INDEX watched_pages_waiting ON watched_pages (host, next) WHERE next IS NOT NULL;\n", NULL};

static const char *const kept[] = {"watched_feeds", "watched_pages", "watched_hosts", "watched_robots", NULL};

const schema_part schema_watch = {.tables = tables, .indexes = indexes, .kept = kept};
