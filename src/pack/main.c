/* depeche-pack: compiles lang/, world/, models/ and the gazetteer into one pack and runs the rules' tests against it. */
#include "pack/build.h"

int main(int argc, char **argv) {
    return pack_main(argc, argv);
}
