/* Each test enters in a child of its own, because there is no way out again; the child's exit status tells what it found. */
#include "testing.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/sandbox.h"

static char root[64], named[96], ledgers[96], secret[96];

static void write_file(const char *folder, const char *name) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("Palmyra", f);
    fclose(f);
}

static int make_folders(void **state) {
    (void)state;
    snprintf(root, sizeof root, "%s", "/tmp/depeche-sandbox-XXXXXX");
    if (!mkdtemp(root)) return 1;
    snprintf(named, sizeof named, "%s/named", root);
    snprintf(ledgers, sizeof ledgers, "%s/ledgers", root);
    snprintf(secret, sizeof secret, "%s/secret", root);
    if (mkdir(named, 0700) || mkdir(ledgers, 0700) || mkdir(secret, 0700)) return 1;
    write_file(named, "in.txt");
    write_file(secret, "key.txt");
    return 0;
}

static int remove_folders(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

/* 0: it worked; else errno. */
static int opens(const char *folder, const char *name, int flags) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    errno = 0;
    const int fd = open(path, flags | O_CLOEXEC, 0600);
    const int fault = errno;
    if (fd < 0) return fault ? fault : EIO;
    close(fd);
    return 0;
}

static int runs(void) {
    const pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    int status;
    return waitpid(child, &status, 0) == child && status == 0 ? 0 : EIO;
}

static void *nothing(void *context) {
    return context;
}

static sandbox_state enter(void) {
    const char *const readable[] = {named, "/no/such/path"};
    const char *const writable[] = {ledgers};
    return sandbox_enter(&(sandbox_paths){readable, 2, writable, 1, false});
}

/* Runs a check in a child: 0 is what each wants to give. */
static int in_child(int (*check)(void)) {
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(check());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int files_are_kept_in(void) {
    const sandbox_state s = enter();
    if (!s.files) return 10;
    if (opens(named, "in.txt", O_RDONLY) != 0) return 1;
    if (opens(secret, "key.txt", O_RDONLY) != EACCES) return 2;
    if (opens(named, "in.txt", O_WRONLY) != EACCES) return 3;
    if (opens(named, "new.txt", O_WRONLY | O_CREAT) != EACCES) return 4;
    if (opens(ledgers, "a.db-wal", O_RDWR | O_CREAT) != 0) return 5;
    char path[160];
    snprintf(path, sizeof path, "%s/a.db-wal", ledgers);
    if (truncate(path, 0) != 0 || unlink(path) != 0) return 6;
    if (opens("/etc", "passwd", O_RDONLY) != EACCES) return 7;
    snprintf(path, sizeof path, "%s/sub", ledgers);
    return mkdir(path, 0700) == 0 ? 8 : 0;
}

static void only_what_was_named_can_be_opened(void **state) {
    (void)state;
    if (!sandbox_support().files) {
        print_message("this kernel has no Landlock: not tested\n");
        skip();
    }
    assert_int_equal(in_child(files_are_kept_in), 0);
}

static int calls_are_kept_in(void) {
    int ends[2];
    if (pipe(ends) != 0) return 11;
    const sandbox_state s = enter();
    if (!s.calls) return 10;
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM) return 1;
    if (socket(AF_UNIX, SOCK_DGRAM, 0) >= 0 || errno != EPERM) return 2;
    execl("/bin/true", "true", (char *)NULL);
    if (errno != EPERM) return 3;
    if (runs() == 0) return 4;
    if (kill(getppid(), 0) == 0) return 5;
    pthread_t id;
    if (pthread_create(&id, NULL, nothing, NULL) != 0 || pthread_join(id, NULL) != 0) return 6;
    char byte = 0;
    if (write(ends[1], "x", 1) != 1 || read(ends[0], &byte, 1) != 1 || byte != 'x') return 7;
    return syscall(SYS_unshare, 0) == 0 ? 8 : 0;
}

static void no_network_and_no_program_but_threads_and_open_files(void **state) {
    (void)state;
    if (!sandbox_support().calls) {
        print_message("this kernel has no seccomp: not tested\n");
        skip();
    }
    assert_int_equal(in_child(calls_are_kept_in), 0);
}

/* Who asks the web connects, and that is all. */
static int online(void) {
    const char *const readable[] = {named};
    const sandbox_state s = sandbox_enter(&(sandbox_paths){.readable = readable, .readable_count = 1, .network = true});
    if (!s.calls || !s.files) return 10;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return 1;
    const struct sockaddr_in nobody = {.sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(fd, (const struct sockaddr *)&nobody, sizeof nobody) == 0 || errno != ECONNREFUSED) return 2;
    if (listen(fd, 1) == 0 || errno != EPERM) return 3;
    if (opens(named, "in.txt", O_RDONLY) != 0 || opens(secret, "key.txt", O_RDONLY) != EACCES) return 4;
    execl("/bin/true", "true", (char *)NULL);
    return errno == EPERM ? 0 : 5;
}

static void with_the_network_files_and_programs_are_kept_in_all_the_same(void **state) {
    (void)state;
    if (!sandbox_support().calls || !sandbox_support().files) skip();
    assert_int_equal(in_child(online), 0);
}

static void *tries_to_leave(void *context) {
    int *fault = context;
    *fault = opens(secret, "key.txt", O_RDONLY);
    return NULL;
}

static int a_later_thread(void) {
    if (!enter().files) return 10;
    pthread_t id;
    int fault = 0;
    if (pthread_create(&id, NULL, tries_to_leave, &fault) != 0 || pthread_join(id, NULL) != 0) return 1;
    return fault == EACCES ? 0 : 2;
}

static void threads_started_later_are_inside_too(void **state) {
    (void)state;
    if (!sandbox_support().files) skip();
    assert_int_equal(in_child(a_later_thread), 0);
}

/* A kernel without one of them, as a container's own filter makes it look. */
static bool hide(long call) {
    const struct sock_filter program[] = {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offsetof(struct seccomp_data, nr)},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)call},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
    };
    const struct sock_fprog filter = {.len = 4, .filter = (struct sock_filter *)program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

static int without_landlock(void) {
    if (!hide(SYS_landlock_create_ruleset)) return 10;
    const sandbox_state s = enter();
    if (s.files || s.landlock != 0 || !s.calls) return 1;
    if (opens(secret, "key.txt", O_RDONLY) != 0) return 2;
    char words[120];
    sandbox_describe(s, words);
    if (strcmp(words, "files not: no Landlock here; calls by seccomp") != 0) return 3;
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 4 : 0;
}

static int without_seccomp(void) {
    if (!hide(SYS_seccomp)) return 10;
    const sandbox_state s = enter();
    if (s.calls || s.files != (s.landlock > 0)) return 1;
    const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    return fd >= 0 ? 0 : 2;
}

static void a_kernel_that_lacks_one_half_gets_the_other(void **state) {
    (void)state;
    if (!sandbox_support().calls) skip();
    assert_int_equal(in_child(without_landlock), 0);
    assert_int_equal(in_child(without_seccomp), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_named_can_be_opened),
        cmocka_unit_test(no_network_and_no_program_but_threads_and_open_files),
        cmocka_unit_test(with_the_network_files_and_programs_are_kept_in_all_the_same),
        cmocka_unit_test(threads_started_later_are_inside_too),
        cmocka_unit_test(a_kernel_that_lacks_one_half_gets_the_other),
    };
    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
