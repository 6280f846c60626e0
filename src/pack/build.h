/* The command line of depeche-pack. */
#ifndef DP_PACK_BUILD_H
#define DP_PACK_BUILD_H

/* Exit status: 0 done, 2 usage, 3 a source could not be read or compiled, or a test failed, 4 the pack could not be written. */
int pack_main(int argc, char **argv);

#endif
