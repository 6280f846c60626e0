/* Time and number rules on their way into the pack: the lexicon that grows while files are read, and the compiler of one
 * pattern. mention/time_rules.h has the layout of what comes out.
 *
 *   pattern  := sequence | sequence "|" pattern
 *   element  := word            aujourd'hui         a word or phrase, folded
 *             | {class}         {month}             a word of [words month]; its value goes to the slot of that name
 *             | {slot:class}    {k:direction}
 *             | {slot:1-31}     {day:1-31}          digits in a range; {minute:00-59}: just two digits;
 *                                                   {decade:1000-2990/10}: multiples of ten
 *             | {n} {num} {ord} {digits}            a number; one that is no mere article; an ordinal; one in digits
 *             | {century:roman}                     a Roman numeral, up to XXXIX: "XIX", and "XIXe" by [words ordinal_suffix]
 *             | {day:ord}       {month:ord}         an ordinal (or {day:num} a number) whose value goes to the slot
 *             | @name           @part               alternatives of [fragments]
 *             | ( a | b )       | < context >       context must stand there and stays out of the span
 *             | , . / - :                           a mark between the words (else: spaces, hyphens, apostrophes)
 *             | ,_ .. -- _ & =                      a tight comma, a full stop, a dash, nothing, a space, a bracket between them
 *             | *                                 any one word, no digits; never the first element
 *             | ;                               a new span begins      | $  nothing follows closely: a mark or the end
 *             | !element        !{unit}             what follows is not …     | ~element  what stands before is not …
 *             | \.                                  a full stop right behind, part of the span ("am 3.")
 *             | !$                                  something follows closely
 *             | ![NOUN]         ~[ADJ]              … such a part of speech (UPOS), where the text is tagged
 *   element? is optional. */
#ifndef DP_PACK_COMPILE_TIMES_H
#define DP_PACK_COMPILE_TIMES_H

#include "mention/time_rules.h"
#include "pack/compile.h"

typedef vec_of(time_start) start_list;

typedef struct times_entry {
    const char *text;
    uint64_t classes;
    uint32_t first_sense, last_sense; /* + 1; chain by next */
    uint16_t sense_count;
    start_list starts;
} times_entry;

typedef struct times_sense {
    time_sense sense;
    uint32_t next; /* + 1 */
} times_sense;

typedef struct fragment {
    const char *name;
    const rule_file *file;
    const rule_line *line;
} fragment;

typedef struct times_compiler {
    pack_builder *b;
    arena *a;
    const char *lang;
    rule_file files[2]; /* time.rules, numbers.rules; no path where there is none */
    phrase_builder *phrases;
    const char *class_names[64];
    uint32_t class_count;
    start_list class_starts[64];
    vec_of(times_entry) entries;
    vec_of(times_sense) senses;
    vec_of(time_set) sets;
    vec_of(time_op) ops;
    vec_of(time_rule) rules;
    vec_of(fragment) fragments;
    vec_of(time_guard) guards;
    time_head head;
    const rule_file *compounds_file;
    const rule_line *compounds; /* of [format]; read once all classes are known */
} times_compiler;

enum { CLASS_LITERAL, CLASS_DIGITS, CLASS_ROMAN, TIMES_OPS_MAX = 1 << 20 };

/* The entry of a word or phrase, made where there is none; UINT32_MAX where it holds no word or memory is out. */
uint32_t times_entry_of(times_compiler *c, const char *phrase);
/* -1 where unknown. */
int times_class_of(const times_compiler *c, const char *name);
/* Appends "slot=value …"; *n counts them. */
dp_status times_sets(times_compiler *c, const rule_file *f, const rule_line *l, const char *assignments, uint16_t *n,
                     dp_error *err);

/* A spelling joins a class with its plain value. `spelling` lives on in the arena. */
dp_status times_word(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, const char *spelling,
                     int32_t value, dp_error *err);

/* compile_times_names.c: a line of [cldr CLASS] and of [spelled CLASS]. */
dp_status times_cldr(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, dp_error *err);
dp_status times_spelled(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, dp_error *err);

/* The forms that a spelling stands for: "недел~fem-a" has those of its paradigm, "(ال)شهر" has two; any other
 * spelling is its own only one. */
enum { FORMS_MAX = 32 };
typedef struct forms {
    const char *at[FORMS_MAX];
    size_t n;
} forms;
dp_status times_forms(times_compiler *c, const rule_file *f, const rule_line *l, char *spelling, forms *out, dp_error *err);

/* Compiles a rule's pattern, OP_MATCH included. */
dp_status times_pattern(times_compiler *c, const rule_file *f, const rule_line *l, const char *pattern, dp_error *err);

/* Guards and starts, once all rules stand. */
dp_status times_index(times_compiler *c, dp_error *err);

#endif
