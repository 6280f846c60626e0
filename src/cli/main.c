/* depeche: the program. */
#include <stdio.h>

#include <depeche.h>

int main(void) {
    puts("depeche " DP_VERSION);
    return 0;
}
