/* A cage for the time in which bytes of strangers are parsed: whoever takes the process over through a fault in a parser finds
 * no network, no program to start and no file but those that the command was given anyway.
 *
 *   open pack, ledger, outputs ──▶ sandbox_enter ──▶ start threads, parse
 *
 *   files  Landlock (Linux 5.13 and later, where it is switched on): paths beneath `readable` can be read, beneath `writable`
 * also written, made and removed; nothing else can be opened. What is open already stays usable. calls  seccomp: sockets (but
 * with `network`), programs, other processes, mounts, io_uring, kernel modules … are refused with EPERM.
 *
 * There is no way out, also not for threads that are started later. Call it while the process has one thread. Where the kernel
 * has one of the two or neither, what it lacks is left out and the state says so: a run is never refused for it. */
#ifndef DP_CORE_SANDBOX_H
#define DP_CORE_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sandbox_paths {
    const char *const *readable; /* files and folders; those that are not there are passed over */
    size_t readable_count;
    const char *const *writable; /* folders */
    size_t writable_count;
    bool network; /* sockets and connections stay allowed: for a command that asks the web and parses what comes */
} sandbox_paths;

typedef struct sandbox_state {
    int landlock; /* version of the kernel's interface; 0: none */
    bool files;   /* restricted to the paths */
    bool calls;   /* restricted by seccomp */
} sandbox_state;

/* What this kernel could do. Changes nothing. */
sandbox_state sandbox_support(void);
/* Enters as far as the kernel can and gives how far that was. */
sandbox_state sandbox_enter(const sandbox_paths *paths);
/* A state in words, for people. `out` holds 120 chars. */
void sandbox_describe(sandbox_state s, char out[120]);

#endif
