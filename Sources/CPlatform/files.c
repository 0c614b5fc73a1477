#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

int phigate_open_beneath(int folder, const char *path, uint64_t flags, uint64_t mode) {
  struct open_how how = {0};
  how.flags = flags;
  how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long descriptor;
  do {
    descriptor = syscall(SYS_openat2, folder, path, &how, sizeof how);
  } while (descriptor < 0 && (errno == EINTR || errno == EAGAIN));
  return descriptor < 0 ? -errno : (int)descriptor;
}

int phigate_sync_filesystem(int descriptor) { return syncfs(descriptor) == 0 ? 0 : errno; }

int phigate_exchange(const char *first, const char *second) {
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
}

int phigate_rename_exclusive(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

uint64_t phigate_mount_id(int descriptor) {
  struct statx facts;
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_MNT_ID, &facts) != 0) return 0;
  return (facts.stx_mask & STATX_MNT_ID) ? facts.stx_mnt_id : 0;
}

int phigate_has_attributes(int descriptor) {
  // A list that is longer than the buffer counts as one that has some.
  char names[4096];
  const ssize_t count = flistxattr(descriptor, names, sizeof names);
  if (count < 0) return errno != ENOTSUP;
  for (ssize_t at = 0; at < count; at += (ssize_t)strlen(names + at) + 1)
    if (strncmp(names + at, "user.", 5) == 0) return 1;
  return 0;
}

// The mapping that this thread is copying from; empty while it is not. Thread-local, so that the
// handler, which runs on the faulting thread, sees the copy that faulted and no other.
static _Thread_local volatile uintptr_t guarded_start, guarded_end;
static _Thread_local volatile sig_atomic_t guard_hit;

static void bus_handler(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  const uintptr_t address = (uintptr_t)info->si_addr;
  if (address >= guarded_start && address < guarded_end) {
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = address & ~(page - 1);
    void *zeros = mmap((void *)first, guarded_end - first, PROT_READ,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros != MAP_FAILED) {
      guard_hit = 1;
      return;
    }
  }
  if (info->si_code > 0) phigate_end_by_fault(signal_number);
  else signal(signal_number, SIG_DFL);
}

int phigate_install_bus_guard(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = bus_handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  return sigaction(SIGBUS, &action, NULL) == 0 ? 0 : errno;
}

int phigate_guarded_copy(void *target, const void *source, size_t count, const void *mapping,
                         size_t mapping_bytes) {
  guard_hit = 0;
  guarded_start = (uintptr_t)mapping;
  guarded_end = (uintptr_t)mapping + mapping_bytes;
  __asm__ volatile("" ::: "memory");
  memcpy(target, source, count);
  __asm__ volatile("" ::: "memory");
  guarded_start = guarded_end = 0;
  return guard_hit ? 1 : 0;
}

struct names {
  char *target;
  size_t used, size;
};

static int add_name(struct dl_phdr_info *info, size_t size, void *argument) {
  (void)size;
  struct names *names = argument;
  const size_t count = strlen(info->dlpi_name) + 1;
  // Only what is a file: the program itself has no name here, the kernel's own object no slash.
  if (strchr(info->dlpi_name, '/') == NULL) return 0;
  if (names->size - names->used < count) return 1;
  memcpy(names->target + names->used, info->dlpi_name, count);
  names->used += count;
  return 0;
}

long phigate_loaded_objects(char *target, size_t size) {
  struct names names = {target, 0, size};
  return dl_iterate_phdr(add_name, &names) == 0 ? (long)names.used : -1;
}

int phigate_is_own_clock(int folder) {
  // ext2 to ext4, xfs, btrfs, f2fs, tmpfs, overlayfs, zfs. Source: statfs(2).
  static const unsigned long own[] = {0xEF53,     0x58465342, 0x9123683E, 0xF2F52010,
                                      0x01021994, 0x794C7630, 0x2FC12FC1};
  struct statfs facts;
  if (fstatfs(folder, &facts) != 0) return 0;
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
    if (((unsigned long)facts.f_type & 0xFFFFFFFF) == own[i]) return 1;
  return 0;
}
