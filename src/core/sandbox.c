/* Landlock and seccomp by their system calls: what we need of both is less than a library's interface to them. */
#include "core/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The build's own tools look at the process from inside: the leak check stops its threads with ptrace from a second process, the
 * coverage writes files wherever objects were built. They get what they need; a build to be used has neither. */
#if defined(__SANITIZE_ADDRESS__)
#define ROOM_FOR_LEAK_CHECK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ROOM_FOR_LEAK_CHECK 1
#endif
#endif
#ifndef ROOM_FOR_LEAK_CHECK
#define ROOM_FOR_LEAK_CHECK 0
#endif
#ifdef DP_COVERAGE
#define ROOM_FOR_COVERAGE 1
#else
#define ROOM_FOR_COVERAGE 0
#endif

/* ---- files: Landlock ---------------------------------------------------------------------------------------------------- */

/* The kernel's interface (linux/landlock.h), by which version came what: headers may be older than the kernel. */
#define RULESET_VERSION 1u /* flag: give the version */
#define RULE_BENEATH    1

enum fs_right {
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_REMOVE_FILE = 1 << 5,
    FS_MAKE_REG = 1 << 8,
    FS_VERSION_1 = (1 << 13) - 1, /* all of these and making folders, links, devices … */
    FS_REFER = 1 << 13,           /* version 2: between folders */
    FS_TRUNCATE = 1 << 14,        /* version 3 */
    FS_IOCTL_DEV = 1 << 15        /* version 5 */
};
enum { NET_BIND_TCP = 1, NET_CONNECT_TCP = 2 /* version 4 */ };
enum { SCOPE_UNIX_SOCKET = 1, SCOPE_SIGNAL = 2 /* version 6 */ };

struct ruleset {
    uint64_t fs, net, scope; /* what is refused unless a rule allows it */
};
struct __attribute__((packed)) rule_beneath {
    uint64_t allowed;
    int32_t parent_fd;
};

static int landlock_version(void) {
#ifdef SYS_landlock_create_ruleset
    const long version = ROOM_FOR_COVERAGE ? 0 : syscall(SYS_landlock_create_ruleset, NULL, 0, RULESET_VERSION);
    return version > 0 ? (int)version : 0;
#else
    return 0;
#endif
}

#ifdef SYS_landlock_create_ruleset
static uint64_t fs_rights(int version) {
    return (uint64_t)FS_VERSION_1 | (version >= 2 ? FS_REFER : 0) | (version >= 3 ? FS_TRUNCATE : 0) |
           (version >= 5 ? FS_IOCTL_DEV : 0);
}

/* What is not there needs no rule: opening it fails anyway, with a message of its own. */
static bool allow(int ruleset, const char *path, uint64_t rights) {
    const int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) return true;
    struct stat st;
    bool ok = fstat(fd, &st) == 0;
    if (ok && !S_ISDIR(st.st_mode)) rights &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
    const struct rule_beneath rule = {.allowed = rights, .parent_fd = fd};
    ok = ok && syscall(SYS_landlock_add_rule, ruleset, RULE_BENEATH, &rule, 0u) == 0;
    close(fd);
    return ok;
}

static bool allow_all(int ruleset, int version, const sandbox_paths *p) {
    const uint64_t read_rights = FS_READ_FILE | FS_READ_DIR;
    const uint64_t write_rights = (read_rights | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_TRUNCATE) & fs_rights(version);
    bool ok = allow(ruleset, "/dev/urandom", read_rights); /* SQLite's temporary names */
    if (ROOM_FOR_LEAK_CHECK) ok = ok && allow(ruleset, "/proc", read_rights);
    for (size_t i = 0; ok && i < p->readable_count; i++) ok = allow(ruleset, p->readable[i], read_rights);
    for (size_t i = 0; ok && i < p->writable_count; i++) ok = allow(ruleset, p->writable[i], write_rights);
    return ok;
}

static bool restrict_files(int version, const sandbox_paths *p) {
    /* A member that the kernel does not know yet must be 0. */
    const struct ruleset all = {.fs = fs_rights(version),
                                .net = version < 4  ? 0
                                       : p->network ? NET_BIND_TCP
                                                    : NET_BIND_TCP | NET_CONNECT_TCP,
                                .scope = version >= 6 && !ROOM_FOR_LEAK_CHECK ? SCOPE_UNIX_SOCKET | SCOPE_SIGNAL : 0};
    const int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0u);
    if (ruleset < 0) return false;
    const bool ok = allow_all(ruleset, version, p) && syscall(SYS_landlock_restrict_self, ruleset, 0u) == 0;
    close(ruleset);
    return ok;
}
#else
static bool restrict_files(int version, const sandbox_paths *p) {
    (void)version, (void)p;
    return false;
}
#endif

/* ---- calls: seccomp ------------------------------------------------------------------------------------------------------ */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE
/* What reaches out of the process. Not the other way round, a list of what is allowed: that would be tied to one version of the C
 * library, and memory, threads and open files are what a parser may use anyway. */
static const uint32_t network[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
};
static const uint32_t refused[] = {
    /* being asked from outside */
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    /* programs and other processes */
    SYS_execve,
    SYS_execveat,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_open,
    SYS_pidfd_send_signal,
    SYS_setpgid,
    SYS_setsid,
    SYS_kill,
#if !ROOM_FOR_LEAK_CHECK
    SYS_ptrace,
#endif
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
#ifdef SYS_pidfd_getfd
    SYS_pidfd_getfd,
#endif
    /* ways round the checks of others */
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_open_by_handle_at,
    SYS_name_to_handle_at,
    SYS_userfaultfd,
    SYS_memfd_create,
    SYS_personality,
    SYS_seccomp,
    /* the machine */
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_acct,
    SYS_quotactl,
    SYS_syslog,
    SYS_settimeofday,
    SYS_clock_settime,
#ifdef SYS_open_tree
    SYS_open_tree,
    SYS_move_mount,
    SYS_fsopen,
    SYS_fsmount,
    SYS_fspick,
#endif
};
enum {
    NETWORK = sizeof network / sizeof *network,
    REFUSED = sizeof refused / sizeof *refused,
    PROGRAM_MAX = (NETWORK + REFUSED) * 2 + 24
};

typedef struct program {
    struct sock_filter at[PROGRAM_MAX];
    unsigned short n;
} program;

static void add(program *p, uint16_t code, uint32_t k, uint8_t if_true, uint8_t if_false) {
    p->at[p->n++] = (struct sock_filter){code, if_true, if_false, k};
}

static void load(program *p, size_t offset) {
    add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void give(program *p, uint32_t action) {
    add(p, BPF_RET | BPF_K, action, 0, 0);
}

static void on_call(program *p, uint32_t call, uint32_t action) {
    add(p, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    give(p, action);
}

/* A new thread is fine, a new process is not. clone3 keeps its flags where no filter can look: who gets ENOSYS takes clone. */
static void only_threads(program *p) {
    on_call(p, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4);
    load(p, offsetof(struct seccomp_data, args)); /* the low half: both architectures are little endian */
    add(p, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0);
    give(p, SECCOMP_RET_ERRNO | EPERM);
    give(p, SECCOMP_RET_ALLOW);
}

static void write_program(program *p, bool with_network) {
    load(p, offsetof(struct seccomp_data, arch));
    add(p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    give(p, SECCOMP_RET_KILL_PROCESS);
    load(p, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    add(p, BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1); /* the calls of x32 are these calls under other numbers */
    give(p, SECCOMP_RET_ERRNO | ENOSYS);
#endif
    for (size_t i = 0; i < NETWORK && !with_network; i++) on_call(p, network[i], SECCOMP_RET_ERRNO | EPERM);
    for (size_t i = 0; i < REFUSED; i++) on_call(p, refused[i], SECCOMP_RET_ERRNO | EPERM);
    if (!ROOM_FOR_LEAK_CHECK) only_threads(p);
    give(p, SECCOMP_RET_ALLOW);
}

static bool restrict_calls(bool with_network) {
    program p = {.n = 0};
    write_program(&p, with_network);
    const struct sock_fprog filter = {.len = p.n, .filter = p.at};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

static bool has_seccomp(void) {
    const uint32_t action = SECCOMP_RET_ERRNO;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}
#else
static bool restrict_calls(bool with_network) {
    (void)with_network;
    return false;
}

static bool has_seccomp(void) {
    return false;
}
#endif

/* ---- both ---------------------------------------------------------------------------------------------------------------- */

sandbox_state sandbox_support(void) {
    const int version = landlock_version();
    return (sandbox_state){.landlock = version, .files = version > 0, .calls = has_seccomp()};
}

sandbox_state sandbox_enter(const sandbox_paths *paths) {
    sandbox_state s = {.landlock = landlock_version()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return s; /* the kernel asks for it before either */
    s.files = s.landlock > 0 && restrict_files(s.landlock, paths);
    s.calls = restrict_calls(paths->network);
    return s;
}

void sandbox_describe(sandbox_state s, char out[120]) {
    char files[64];
    snprintf(files, sizeof files, s.files ? "files by Landlock (version %d)" : "files not: no Landlock here", s.landlock);
    snprintf(out, 120, "%s; calls %s", files, s.calls ? "by seccomp" : "not: no seccomp here");
}
