#include "watch/address.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct range4 {
    uint8_t first[4];
    unsigned bits;
    const char *kind;
} range4;

/* https://www.iana.org/assignments/iana-ipv4-special-registry */
static const range4 special4[] = {
    {{0, 0, 0, 0}, 8, "of this network"},
    {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "of a carrier's inner network"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local"},
    {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "reserved for protocols"},
    {{192, 0, 2, 0}, 24, "for documentation"},
    {{192, 88, 99, 0}, 24, "6to4 relay"},
    {{192, 168, 0, 0}, 16, "private"},
    {{198, 18, 0, 0}, 15, "for benchmarks"},
    {{198, 51, 100, 0}, 24, "for documentation"},
    {{203, 0, 113, 0}, 24, "for documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved"},
};

typedef struct range6 {
    uint8_t first[16];
    unsigned bits;
    const char *kind;
} range6;

/* https://www.iana.org/assignments/iana-ipv6-special-registry; what lies outside 2000::/3 is refused whether it stands here or
 * not. */
static const range6 special6[] = {
    {{0}, 128, "unspecified"},
    {{[15] = 1}, 128, "loopback"},
    {{[10] = 0xff, [11] = 0xff}, 96, "IPv4-mapped"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "local NAT64"},
    {{0x01}, 64, "for discarding"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    {{0x20, 0x01, 0x00}, 32, "Teredo"},
    {{0x20, 0x01, 0x00}, 23, "reserved for protocols"},
    {{0x20, 0x02}, 16, "6to4"},
    {{0x3f, 0xff, 0x00}, 20, "for documentation"},
    {{0x5f, 0x00}, 16, "for segment routing"},
    {{0xfc}, 7, "private"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff}, 8, "multicast"},
};

static bool begins(const uint8_t *address, const uint8_t *first, unsigned bits) {
    const unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(address, first, whole) != 0) return false;
    return rest == 0 || (uint8_t)((address[whole] ^ first[whole]) >> (8 - rest)) == 0;
}

static const char *refused4(const uint8_t address[4]) {
    for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++)
        if (begins(address, special4[i].first, special4[i].bits)) return special4[i].kind;
    return NULL;
}

static const char *refused6(const uint8_t address[16]) {
    static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};
    if (memcmp(address, nat64, sizeof nat64) == 0) return refused4(address + sizeof nat64);
    for (size_t i = 0; i < sizeof special6 / sizeof *special6; i++)
        if (begins(address, special6[i].first, special6[i].bits)) return special6[i].kind;
    return address[0] >> 5 == 1 ? NULL : "outside the public net";
}

const char *address_refused(const struct sockaddr *a) {
    if (a->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, a, sizeof v4);
        uint8_t bytes[4];
        memcpy(bytes, &v4.sin_addr, sizeof bytes);
        return refused4(bytes);
    }
    if (a->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, a, sizeof v6);
        return refused6(v6.sin6_addr.s6_addr);
    }
    return "of another kind than the net's";
}
