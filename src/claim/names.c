/* The contract's words for the small numbers of claim.h. */
#include <string.h>

#include "claim/claim.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const polarity_names[] = {"affirmed", "negated"};
static const char *const certainty_names[] = {"unknown", "certain", "probable", "possible"};
static const char *const tense_names[] = {"past", "ongoing", "future", "hypothetical", "ordered", "historical"};
static const char *const control_names[] = {"none",     "held",      "taken",   "lost",       "contested",
                                            "besieged", "withdrawn", "entered", "transferred"};
static const char *const casualty_names[] = {"none", "killed", "injured", "captured", "missing", "displaced", "arrested"};
static const char *const part_names[] = {"",     "north",  "south",    "east",    "west",     "centre",   "outskirts", "airport",
                                         "port", "bridge", "barracks", "station", "hospital", "district", "most",      "part"};
static const char *const claimant_names[] = {"outlet", "quoted", "relayed", "unnamed"};
static const char *const distance_names[] = {"scare_quotes", "so_called"};

static const char *name_at(const char *const *names, size_t n, unsigned v) {
    return v < n ? names[v] : "unknown";
}

static int value_of(const char *const *names, size_t n, const char *name) {
    for (size_t i = 0; name && i < n; i++)
        if (strcmp(names[i], name) == 0) return (int)i;
    return -1;
}

const char *polarity_name(unsigned v) {
    return name_at(polarity_names, COUNT(polarity_names), v);
}
const char *certainty_name(unsigned v) {
    return name_at(certainty_names, COUNT(certainty_names), v);
}
const char *claim_tense_name(unsigned v) {
    return name_at(tense_names, COUNT(tense_names), v);
}
const char *control_state_name(unsigned v) {
    return name_at(control_names, COUNT(control_names), v);
}
int control_state_of(const char *name) {
    return value_of(control_names, COUNT(control_names), name);
}
const char *place_part_name(unsigned v) {
    return name_at(part_names, COUNT(part_names), v);
}
const char *casualty_role_name(unsigned v) {
    return name_at(casualty_names, COUNT(casualty_names), v);
}
int casualty_role_of(const char *name) {
    return value_of(casualty_names, COUNT(casualty_names), name);
}
const char *claimant_kind_name(unsigned v) {
    return name_at(claimant_names, COUNT(claimant_names), v);
}
const char *distance_kind_name(unsigned v) {
    return name_at(distance_names, COUNT(distance_names), v);
}
