/* The address guard: may a stranger's page make us connect there? Asked of the address that is connected to, after names were
 * resolved, at each hop: a name may mean another machine from one moment to the next.
 *
 *   93.184.216.34 ──▶ NULL: a machine of the public net          169.254.169.254 ──▶ "link-local"
 *
 * Refused is what the IANA registries of special-purpose addresses do not call globally reachable, all multicast, and what
 * carries an IPv4 address past a look at it (IPv4-mapped, 6to4, Teredo). Behind 64:ff9b::/96 (NAT64) the IPv4 address within is
 * judged, or a machine with IPv6 alone could reach nothing. */
#ifndef DP_WATCH_ADDRESS_H
#define DP_WATCH_ADDRESS_H

#include <sys/socket.h>

/* NULL where the address is public; else the kind of address it is, for a message. Families other than IPv4 and IPv6 are refused.
 */
const char *address_refused(const struct sockaddr *a);

#endif
