// Makes one call of the C library fail once: loaded by LD_PRELOAD before a program under test.
//
// PHIGATE_FAULT=CLASS:N:ERRNO     the N-th call of a class fails with that errno; N from 1
// PHIGATE_FAULT_AT=HOW:WORD       the thread whose text holds WORD when its patterns are looked for ends the
//                                 program (trap), overruns its stack (deep) or comes to no end (loop)
// PHIGATE_FAULT_COUNTS=FILE       receives, when the program exits, `CLASS CALLS` a line
//
// Calls that the C library makes itself are not seen, and neither are those before the program's
// own constructors, so that a count means the same in every run of one thread.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum class { c_write, c_read, c_sync, c_rename, c_open, c_mmap, c_link, c_mkdir, c_truncate, c_close, c_unlink, c_stat, classes };
static const char *const names[classes] = {"write", "read",  "sync",     "rename", "open",   "mmap",
                                           "link",  "mkdir", "truncate", "close",  "unlink", "stat"};
static atomic_long counts[classes];
static int wanted = -1, wanted_errno;
static long wanted_call;
static const char *count_file;

__attribute__((constructor)) static void prepare(void) {
  const char *text = getenv("PHIGATE_FAULT");
  count_file = getenv("PHIGATE_FAULT_COUNTS");
  char name[16];
  if (text == NULL || sscanf(text, "%15[a-z]:%ld:%d", name, &wanted_call, &wanted_errno) != 3) return;
  for (int i = 0; i < classes; i++)
    if (strcmp(name, names[i]) == 0) wanted = i;
}

// Calls itself until no stack is left.
static long dive(long depth) {
  volatile char here[4096];
  here[0] = (char)depth;
  return depth == 0 ? 0 : dive(depth - 1) + here[0];
}

// Vectorscan's: the one function with the text of a scan that is not the program's own.
int hs_scan(const void *database, const char *text, unsigned length, unsigned flags, void *scratch, void *found, void *context) {
  static int (*real)(const void *, const char *, unsigned, unsigned, void *, void *, void *);
  if (real == NULL) real = (__typeof__(real))dlsym(RTLD_NEXT, "hs_scan");
  const char *how = getenv("PHIGATE_FAULT_AT"), *word = how == NULL ? NULL : strchr(how, ':');
  if (word != NULL && memmem(text, length, word + 1, strlen(word + 1)) != NULL) {
    volatile long turns = 0;
    switch (how[0]) {
    case 't': __builtin_trap();
    case 'd': return (int)dive(1L << 40);
    case 'l':
      for (;;) turns++;
    }
  }
  return real(database, text, length, flags, scratch, found, context);
}

__attribute__((destructor)) static void report(void) {
  if (count_file == NULL) return;
  char text[1024];
  int used = 0;
  for (int i = 0; i < classes; i++)
    used += snprintf(text + used, sizeof text - (size_t)used, "%s %ld\n", names[i], atomic_load(&counts[i]));
  const long file = syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  if (syscall(SYS_write, file, text, used) != used) syscall(SYS_unlinkat, AT_FDCWD, count_file, 0);
  syscall(SYS_close, file);
}

// Whether this call is the one that fails; errno is set then.
static int fails(enum class which) {
  const long call = atomic_fetch_add(&counts[which], 1) + 1;
  if ((int)which != wanted || call != wanted_call) return 0;
  errno = wanted_errno;
  return 1;
}

// The function of the same name that would have been called.
#define REAL(name) \
  static __typeof__(&name) real; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRAP(which, result, name, parameters, arguments) \
  result name parameters { \
    REAL(name); \
    if (fails(which)) return (result)-1; \
    return real arguments; \
  }

// Messages of the program are no outputs of it.
ssize_t write(int file, const void *bytes, size_t count) {
  REAL(write);
  if (file > 2 && fails(c_write)) return -1;
  return real(file, bytes, count);
}
WRAP(c_write, ssize_t, pwrite, (int f, const void *b, size_t n, off_t o), (f, b, n, o))
WRAP(c_write, ssize_t, pwrite64, (int f, const void *b, size_t n, off64_t o), (f, b, n, o))
WRAP(c_write, ssize_t, writev, (int f, const struct iovec *v, int n), (f, v, n))
WRAP(c_read, ssize_t, read, (int f, void *b, size_t n), (f, b, n))
WRAP(c_read, ssize_t, pread, (int f, void *b, size_t n, off_t o), (f, b, n, o))
WRAP(c_read, ssize_t, pread64, (int f, void *b, size_t n, off64_t o), (f, b, n, o))
WRAP(c_sync, int, fsync, (int f), (f))
WRAP(c_sync, int, fdatasync, (int f), (f))
WRAP(c_sync, int, syncfs, (int f), (f))
WRAP(c_rename, int, rename, (const char *a, const char *b), (a, b))
WRAP(c_rename, int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b))
WRAP(c_rename, int, renameat2, (int d, const char *a, int e, const char *b, unsigned f), (d, a, e, b, f))
WRAP(c_link, int, link, (const char *a, const char *b), (a, b))
WRAP(c_link, int, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f))
WRAP(c_mkdir, int, mkdir, (const char *a, mode_t m), (a, m))
WRAP(c_mkdir, int, mkdirat, (int d, const char *a, mode_t m), (d, a, m))
WRAP(c_truncate, int, ftruncate, (int f, off_t n), (f, n))
WRAP(c_truncate, int, ftruncate64, (int f, off64_t n), (f, n))
WRAP(c_unlink, int, unlink, (const char *a), (a))
WRAP(c_unlink, int, unlinkat, (int d, const char *a, int f), (d, a, f))
WRAP(c_stat, int, fstat, (int f, struct stat *s), (f, s))
WRAP(c_stat, int, fstatat, (int d, const char *a, struct stat *s, int f), (d, a, s, f))
WRAP(c_stat, int, stat, (const char *a, struct stat *s), (a, s))
WRAP(c_stat, int, lstat, (const char *a, struct stat *s), (a, s))
WRAP(c_mmap, void *, mmap, (void *a, size_t n, int p, int f, int d, off_t o), (a, n, p, f, d, o))
WRAP(c_mmap, void *, mmap64, (void *a, size_t n, int p, int f, int d, off64_t o), (a, n, p, f, d, o))

// The descriptor is gone even where close(2) reports an error.
int close(int file) {
  REAL(close);
  const int is_failing = file > 2 && fails(c_close), code = wanted_errno;
  const int result = real(file);
  if (!is_failing) return result;
  errno = code;
  return -1;
}

#define OPEN(name, parameters, last, ...) \
  int name parameters { \
    REAL(name); \
    mode_t mode = 0; \
    if (last & (O_CREAT | O_TMPFILE)) { \
      va_list more; \
      va_start(more, last); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    } \
    if (fails(c_open)) return -1; \
    return real(__VA_ARGS__, mode); \
  }
OPEN(open, (const char *path, int flags, ...), flags, path, flags)
OPEN(open64, (const char *path, int flags, ...), flags, path, flags)
OPEN(openat, (int folder, const char *path, int flags, ...), flags, folder, path, flags)
OPEN(openat64, (int folder, const char *path, int flags, ...), flags, folder, path, flags)

// openat2(2) has no function of its own.
long syscall(long number, ...) {
  REAL(syscall);
  va_list more;
  long a[6];
  va_start(more, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(more, long);
  va_end(more);
  if (number == SYS_openat2 && fails(c_open)) return -1;
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
