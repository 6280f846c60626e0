/* Small things that all parts of the gazetteer's compiler share. */
#include <ctype.h>
#include <string.h>

#include "pack/gazetteer_source.h"

int country_number(const gazetteer_build *g, const char *alpha2) {
    uint32_t low = 0, high = g->country_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(g->countries[middle].alpha2, alpha2);
        if (order == 0) return (int)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

unsigned name_flags_of(const char *name) {
    size_t n = strlen(name), letters = 0, lower = 0;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)name[i] >= 0x80 || islower((unsigned char)name[i])) lower++;
        if (isupper((unsigned char)name[i])) letters++;
    }
    if (lower == 0 && letters >= 2 && letters <= 5) return NAME_CAPS;
    return n > 1 && name[n - 1] == '.' ? NAME_DOTTED : 0;
}

unsigned lang_bit(const gazetteer_build *g, const char *lang) {
    for (unsigned i = 0; i < 8 && g->s->langs && g->s->langs[i]; i++)
        if (strcmp(g->s->langs[i], lang) == 0) return 1u << i;
    return 0;
}

dp_status place_names_add(gazetteer_build *g, uint32_t place, const char *list, unsigned tier, unsigned flags, unsigned langs,
                          dp_error *err) {
    for (const char *s = list; *s;) {
        s += strspn(s, " ;");
        size_t n = strcspn(s, ";");
        while (n > 0 && s[n - 1] == ' ') n--;
        if (n == 0) break;
        const char *name = arena_copy(g->a, s, n);
        if (!name) return error_nomem(err);
        unsigned own = langs;
        bool tail = n > 5 && strncmp(name, "tail:", 5) == 0;
        if (tail) name += 5;
        if (n > 3 && name[2] == ':') own = lang_bit(g, (char[4]){name[0], name[1], '\0'}), name += 3;
        bool code = (flags & NAME_TAIL_IF_CODE) && strlen(name) == 2 && isupper((unsigned char)name[0]) &&
                    isupper((unsigned char)name[1]);
        place_name(g->places, place, name, tier, (flags & 0xFF) | name_flags_of(name) | (code || tail ? NAME_TAIL : 0), own);
        s += n;
        s += strcspn(s, ";");
    }
    return DP_OK;
}
