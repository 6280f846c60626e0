#include "html/tag.h"

#include <string.h>
#include <strings.h>

typedef struct tag_entry {
    const char *name;
    uint8_t bytes;
    uint16_t properties;
} tag_entry;

static const tag_entry entries[HTML_TAG_COUNT] = {{"", 0, 0},
                                                  {"", 0, 0},
#define TAG_ENTRY(id, name, properties) {name, sizeof name - 1, properties},
                                                  HTML_TAGS(TAG_ENTRY)
#undef TAG_ENTRY
};

/* The first tag of each letter; the tags of a letter stand together, and none has more than fifteen. */
static const uint8_t first_of_letter[26] = {
    HTML_A,        HTML_B,     HTML_CANVAS, HTML_DATA, HTML_EM,  HTML_FIELDSET, HTML_TAG_NONE, HTML_H1,       HTML_I,
    HTML_TAG_NONE, HTML_KBD,   HTML_LABEL,  HTML_MAIN, HTML_NAV, HTML_OBJECT,   HTML_P,        HTML_Q,        HTML_RP,
    HTML_S,        HTML_TABLE, HTML_U,      HTML_VAR,  HTML_WBR, HTML_XMP,      HTML_TAG_NONE, HTML_TAG_NONE,
};

html_tag html_tag_find(const char *name, size_t n) {
    const unsigned letter = n > 0 ? ((unsigned char)name[0] | 0x20u) - 'a' : 26;
    if (letter >= 26 || first_of_letter[letter] == HTML_TAG_NONE) return HTML_TAG_OTHER;
    for (unsigned t = first_of_letter[letter]; t < HTML_TAG_COUNT && (unsigned char)entries[t].name[0] - 'a' == (int)letter; t++)
        if (entries[t].bytes == n && strncasecmp(entries[t].name, name, n) == 0) return (html_tag)t;
    return n == 5 && strncasecmp(name, "image", n) == 0 ? HTML_IMG : HTML_TAG_OTHER; /* as the standard has it */
}

unsigned html_tag_properties(html_tag tag) {
    return entries[tag].properties;
}

const char *html_tag_name(html_tag tag) {
    return entries[tag].name;
}
