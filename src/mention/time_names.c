/* The names that rule files use for slots, values and actions: the engine's vocabulary, TIMEX3's where it has one. */
#include <string.h>

#include "mention/time_rules.h"

static const struct {
    const char *name;
    int32_t value;
} values[] = {
    {"second", UNIT_SECOND},
    {"minute", UNIT_MINUTE},
    {"hour", UNIT_HOUR},
    {"day", UNIT_DAY},
    {"week", UNIT_WEEK},
    {"weekend", UNIT_WEEKEND},
    {"month", UNIT_MONTH},
    {"quarter", UNIT_QUARTER},
    {"half", UNIT_HALF},
    {"year", UNIT_YEAR},
    {"decade", UNIT_DECADE},
    {"century", UNIT_CENTURY},
    {"millennium", UNIT_MILLENNIUM},
    {"season", UNIT_SEASON},
    {"any", UNIT_ANY},
    {"MO", PART_MORNING},
    {"MI", PART_MIDDAY},
    {"AF", PART_AFTERNOON},
    {"EV", PART_EVENING},
    {"NI", PART_NIGHT},
    {"DT", PART_DAYTIME},
    {"SP", SEASON_SPRING},
    {"SU", SEASON_SUMMER},
    {"FA", SEASON_AUTUMN},
    {"WI", SEASON_WINTER},
    {"START", MOD_START},
    {"MID", MOD_MID},
    {"END", MOD_END},
    {"APPROX", MOD_APPROX},
    {"BEFORE", MOD_BEFORE},
    {"AFTER", MOD_AFTER},
    {"ON_OR_BEFORE", MOD_ON_OR_BEFORE},
    {"ON_OR_AFTER", MOD_ON_OR_AFTER},
    {"LESS_THAN", MOD_LESS_THAN},
    {"MORE_THAN", MOD_MORE_THAN},
    {"EQUAL_OR_LESS", MOD_EQUAL_OR_LESS},
    {"EQUAL_OR_MORE", MOD_EQUAL_OR_MORE},
    {"PAST", REF_PAST},
    {"PRESENT", REF_PRESENT},
    {"FUTURE", REF_FUTURE},
    {"dispatch", BASE_DISPATCH},
    {"context", BASE_CONTEXT},
    {"narrated", BASE_NARRATED},
    {"hijri", CALENDAR_HIJRI},
    {"since", TIME_SINCE},
    {"until", TIME_UNTIL},
    {"before", TIME_BEFORE},
    {"after", TIME_AFTER},
    {"by", TIME_BY},
    {"from", TIME_FROM},
    {"to", TIME_TO},
    {"at", TIME_AT},
    {"past", TENSE_CUE_PAST},
    {"future", TENSE_CUE_FUTURE},
    {"present", TENSE_CUE_PRESENT},
    {"about", BOUND_ABOUT},
    {"least", BOUND_LEAST},
    {"most", BOUND_MOST},
    {"between", BOUND_BETWEEN},
    {"vague", BOUND_VAGUE},
    {"latter", BOUND_LATTER},
    {"change", BOUND_FROM},
    {"exact", BOUND_EXACT},
    {"percent", QUANTITY_PERCENT},
    {"money", QUANTITY_MONEY},
    {"measure", QUANTITY_MEASURE},
    {"cardinal", QUANTITY_CARDINAL},
    {"fraction", QUANTITY_FRACTION},
};

bool time_value_of(const char *name, int32_t *value) {
    for (size_t k = 0; k < sizeof values / sizeof *values; k++)
        if (strcmp(values[k].name, name) == 0) {
            *value = values[k].value;
            return true;
        }
    return false;
}

int time_slot_of(const char *name) {
#define S(slot) #slot,
    static const char *const names[] = {TIME_SLOT_LIST(S)};
#undef S
    for (int k = 0; k < SLOT_COUNT; k++)
        if (strcmp(names[k], name) == 0) return k;
    return -1;
}

int time_action_of(const char *name) {
    static const char *const names[ACT_COUNT] = {"none", "date", "shift", "duration", "set", "ref", "quantity", "ordinal"};
    for (int k = 0; k < ACT_COUNT; k++)
        if (strcmp(names[k], name) == 0) return k;
    return -1;
}

const char *time_role_name(unsigned role) {
#define R(name) #name,
    static const char *const names[] = {TIME_ROLE_LIST(R)};
#undef R
    return role < ROLE_COUNT ? names[role] : "";
}

const char *time_mod_name(int mod) {
    static const char *const names[] = {NULL,        "START",         "MID",          "END",         "APPROX",
                                        "BEFORE",    "AFTER",         "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN",
                                        "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"};
    return mod > 0 && (size_t)mod < sizeof names / sizeof *names ? names[mod] : NULL;
}

const char *time_type_name(unsigned type) {
    static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
    return type < sizeof names / sizeof *names ? names[type] : "DATE";
}

const char *time_relation_name(unsigned relation) {
    static const char *const names[] = {"at", "since", "until", "before", "after", "by", "from", "to"};
    return relation < sizeof names / sizeof *names ? names[relation] : "at";
}
