/* Evidence that a stretch of words names a place: one bit each, with a weight in world/places-evidence.rules (section
 * "place-evidence", float[EVIDENCE_COUNT]); [evidence] of lang/<code>/places.rules may weigh otherwise ("<lang>/place-evidence").
 * The sum over the bits is a log-odds: taken at 0 and above. The names in the list are those of the rule file. */
#ifndef DP_MENTION_PLACE_EVIDENCE_H
#define DP_MENTION_PLACE_EVIDENCE_H

#define PLACE_EVIDENCE(E)                                                                                                        \
    E(BIAS, "bias")                                                                                                              \
    /* what the gazetteer knows of the name */                                                                                   \
    E(COUNTRY, "is-country")                                                                                                     \
    E(REGION, "is-region")                                                                                                       \
    E(DISTRICT, "is-district")                                                                                                   \
    E(NATURE, "is-nature")                                                                                                       \
    E(WEIGHT_8, "weight-below-8")                                                                                                \
    E(WEIGHT_10, "weight-8-10")                                                                                                  \
    E(WEIGHT_12, "weight-10-12")                                                                                                 \
    E(WEIGHT_14, "weight-12-14")                                                                                                 \
    E(WEIGHT_17, "weight-14-17")                                                                                                 \
    E(WEIGHT_MORE, "weight-above-17")                                                                                            \
    E(ALTERNATE, "alternate-name")                                                                                               \
    E(VARIANT, "variant-name")                                                                                                   \
    E(UNKNOWN, "unknown-name")                                                                                                   \
    E(UNKNOWN_LONG, "unknown-words") /* what the name looks like */                                                              \
    E(TWO_WORDS, "two-words")                                                                                                    \
    E(MORE_WORDS, "more-words")                                                                                                  \
    E(SHORT, "short") E(ALL_CAPS, "all-caps") E(WEAK, "weak-word") E(FIRST_NAME, "first-name") E(LOWER_SEEN, "lower-seen")       \
        E(HEADLINE, "headline") E(PROPN, "tagged-proper") E(COMMON, "tagged-common") /* what stands before */                    \
        E(NEAR, "near") E(IN, "in") E(OF, "of") E(CLASS_OF, "class-of") E(CLASS, "class") E(DIRECTION, "direction")              \
            E(TITLE, "title") E(AFTER_FIRST_NAME, "after-first-name") E(AFTER_INITIAL, "after-initial")                          \
                E(AFTER_CAPITAL, "after-capital") E(DEFINITE, "definite") E(START, "sentence-start")                             \
                    E(ORG_OF, "org-of") /* what stands behind */                                                                 \
        E(TAIL, "tail") E(BEFORE_CAPITAL, "before-capital") E(BEFORE_ORG, "before-org") E(SPEAKS, "speaks") E(STREET, "street")  \
            E(POSSESSIVE, "possessive") E(HEAD, "head") E(OF_PLACE, "of-place")                                                  \
                E(APPOSITION, "apposition") /* other names of the dispatch */                                                    \
        E(REGION_AFTER, "region-after") E(PLACE_BEFORE, "place-before") E(PLACE_JOINED, "place-joined") E(DATELINE, "dateline")  \
            E(STRONG_ELSEWHERE, "strong-elsewhere") E(PERSON_ELSEWHERE,                                                          \
                                                      "person-elsewhere") E(IN_PERSON, "in-person") E(IN_ORG, "in-organisation") \
                E(NO_NAME, "no-name") /* what the network that labels names saw there, in languages whose rules ask for it */    \
        E(SEEN_PLACE, "seen-place") E(SEEN_PERSON, "seen-person") E(SEEN_BODY, "seen-body") E(UNSEEN, "unseen")                  \
            E(QUOTED, "quoted") E(FOREIGN, "foreign-script") E(HOME, "home") E(WEAK_TOWN, "weak-town")

#define E(name, text) EVIDENCE_##name,
enum place_evidence { PLACE_EVIDENCE(E) EVIDENCE_COUNT };
#undef E
_Static_assert(EVIDENCE_COUNT <= 64, "a bit each");
#define EVIDENCE_BIT(name) (1ull << EVIDENCE_##name)

#endif
