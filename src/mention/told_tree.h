/* What names and numbers tell the parser, once they are known. */
#ifndef DP_MENTION_TOLD_TREE_H
#define DP_MENTION_TOLD_TREE_H

#include "mention/mention.h"

/* Hangs anew what the parser could not know: the parts of a number that were called verbs, a town that those who hold it stand
 * behind, a subject that was hung on the second of two verbs. Runs before claims are read. */
void told_mend_tree(text *x, const mentions *m);

#endif
