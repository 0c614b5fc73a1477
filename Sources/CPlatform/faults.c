// What happens where an item of a run ends the program: the item is noted, and the program begins anew
// in its own place. Everything that a handler of signals calls is safe there (signal-safety(7)).
#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/// Bytes of the stack on which a handler runs: the thread's own may be what has no room left.
enum { signal_stack_bytes = 64 << 10, threads_max = 512 };

/// What a thread works at. Only the thread itself changes it; a watcher reads the first two.
struct hand {
  _Atomic uint64_t steps;
  atomic_int is_taken;
  uint8_t note[PHIGATE_NOTE_BYTES];
};

/// A thread that is watched.
struct watched {
  struct hand *hand;
  pthread_t thread;
  clockid_t clock;
  uint64_t steps;
  int64_t since;
  int is_told;
};

static _Thread_local struct hand hand;
static struct watched watched[threads_max];
static pthread_mutex_t watched_lock = PTHREAD_MUTEX_INITIALIZER;

static atomic_int notes = -1;
/// The hand of the thread that begins anew.
static struct hand *_Atomic ending;
static atomic_int stop_signal;
static char *const *arguments;
static char **environment;
static sigset_t first_mask;

/// Notes what is in hand and begins anew. Returns where nothing is, or where that is impossible.
static void begin_anew(enum phigate_cause cause) {
  const int file = atomic_load(&notes), stop = atomic_load(&stop_signal);
  if (file < 0 || !atomic_load(&hand.is_taken)) return;
  // Whoever asked the run to stop asked this process: what was finished stays for the next one.
  if (stop != 0) _exit(128 + stop);
  struct hand *nobody = NULL;
  if (!atomic_compare_exchange_strong(&ending, &nobody, &hand)) {
    // The thread itself, told twice, goes on with what it does; others are ended by what it does.
    if (nobody == &hand) return;
    for (;;) pause();
  }
  hand.note[PHIGATE_NOTE_BYTES - 1] = (uint8_t)cause;
  if (write(file, hand.note, sizeof hand.note) == (ssize_t)sizeof hand.note) {
    pthread_sigmask(SIG_SETMASK, &first_mask, NULL);
    execve("/proc/self/exe", arguments, environment);
  }
  atomic_store(&ending, NULL);
}

/// Ends the process by a signal that is blocked while its handler runs.
static void end_by(int number) {
  signal(number, SIG_DFL);
  raise(number);
}

void phigate_end_by_fault(int number) {
  begin_anew(phigate_cause_fault);
  // The default action, when the instruction is run again.
  signal(number, SIG_DFL);
}

/// Whether a signal came from the kernel, because of what this thread did, or from the thread itself.
static int is_own(int number, const siginfo_t *info) {
  if (number == SIGABRT || number == SIGXCPU)
    return info->si_code == SI_TKILL && info->si_pid == getpid();
  return info->si_code > 0;
}

static void fault_handler(int number, siginfo_t *info, void *context) {
  (void)context;
  if (is_own(number, info)) phigate_end_by_fault(number);
  else end_by(number);
}

static void time_handler(int number, siginfo_t *info, void *context) {
  (void)context;
  // Not ours: a limit of the process, or somebody.
  if (!is_own(number, info)) return end_by(number);
  // Nothing in hand any more: it came to its end meanwhile.
  if (!atomic_load(&hand.is_taken)) return;
  begin_anew(phigate_cause_time);
  if (atomic_load(&ending) != &hand) end_by(number);
}

void phigate_stop_by(int number) { atomic_store(&stop_signal, number); }

int phigate_stopped_by(void) { return atomic_load(&stop_signal); }

/// The environment, and the mark of a program that was begun anew.
/// \returns NULL where there is no memory.
static char **marked_environment(void) {
  static char mark[] = PHIGATE_ANEW "=1";
  size_t count = 0, used = 0;
  while (environ != NULL && environ[count] != NULL) count++;
  char **copy = calloc(count + 2, sizeof *copy);
  if (copy == NULL) return NULL;
  for (size_t i = 0; i < count; i++)
    if (strncmp(environ[i], mark, sizeof PHIGATE_ANEW) != 0) copy[used++] = environ[i];
  copy[used] = mark;
  return copy;
}

int phigate_survive_faults(int file, char *const *argv) {
  static const int numbers[] = {SIGILL, SIGTRAP, SIGSEGV, SIGFPE, SIGABRT, SIGXCPU};
  // Whoever started the program may have blocked them; threads inherit what holds here.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGBUS);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) sigaddset(&ours, numbers[i]);
  int error = pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
  if (error == 0) error = pthread_sigmask(SIG_SETMASK, NULL, &first_mask);
  if (error == 0) error = phigate_install_bus_guard();
  if (error != 0) return error;
  arguments = argv;
  if (environment == NULL) environment = marked_environment();
  if (environment == NULL) return ENOMEM;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = numbers[i] == SIGXCPU ? time_handler : fault_handler;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    if (sigaction(numbers[i], &action, NULL) != 0) return errno;
  }
  atomic_store(&notes, file);
  return 0;
}

int phigate_let_faults_be(void) {
  signal(SIGXCPU, SIG_DFL);
  return atomic_exchange(&notes, -1);
}

int phigate_watch_thread(void) {
  void *memory = mmap(NULL, signal_stack_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return errno;
  const stack_t stack = {.ss_sp = memory, .ss_size = signal_stack_bytes};
  if (sigaltstack(&stack, NULL) != 0) return errno;
  pthread_mutex_lock(&watched_lock);
  for (int i = 0; i < threads_max; i++)
    if (watched[i].hand == NULL) {
      watched[i] = (struct watched){.hand = &hand, .thread = pthread_self()};
      if (pthread_getcpuclockid(watched[i].thread, &watched[i].clock) != 0) watched[i].hand = NULL;
      break;
    }
  pthread_mutex_unlock(&watched_lock);
  return 0;
}

void phigate_leave_thread(void) {
  atomic_store(&hand.is_taken, 0);
  pthread_mutex_lock(&watched_lock);
  for (int i = 0; i < threads_max; i++)
    if (watched[i].hand == &hand) watched[i].hand = NULL;
  pthread_mutex_unlock(&watched_lock);
  const stack_t none = {.ss_flags = SS_DISABLE};
  stack_t stack;
  if (sigaltstack(&none, &stack) == 0 && (stack.ss_flags & SS_DISABLE) == 0)
    munmap(stack.ss_sp, stack.ss_size);
}

void phigate_take_in_hand(const uint8_t *key, enum phigate_phase phase) {
  atomic_store(&hand.is_taken, 0);
  memcpy(hand.note, key, PHIGATE_KEY_BYTES);
  hand.note[PHIGATE_KEY_BYTES] = (uint8_t)phase;
  atomic_store(&hand.is_taken, 1);
  phigate_step();
}

void phigate_put_down(void) {
  atomic_store(&hand.is_taken, 0);
  phigate_step();
}

int phigate_in_hand(uint8_t *key) {
  if (!atomic_load(&hand.is_taken)) return -1;
  memcpy(key, hand.note, PHIGATE_KEY_BYTES);
  return hand.note[PHIGATE_KEY_BYTES];
}

void phigate_step(void) {
  const uint64_t steps = atomic_load_explicit(&hand.steps, memory_order_relaxed);
  atomic_store_explicit(&hand.steps, steps + 1, memory_order_relaxed);
}

void phigate_end_long_steps(int64_t seconds) {
  pthread_mutex_lock(&watched_lock);
  for (int i = 0; i < threads_max; i++) {
    struct watched *one = &watched[i];
    struct timespec used;
    if (one->hand == NULL || clock_gettime(one->clock, &used) != 0) continue;
    if (!atomic_load(&one->hand->is_taken)) {
      one->since = 0;
      continue;
    }
    const uint64_t steps = atomic_load_explicit(&one->hand->steps, memory_order_relaxed);
    if (steps != one->steps || one->since == 0) {
      // Zero stands for a thread that was not looked at yet.
      one->steps = steps;
      one->since = (int64_t)used.tv_sec + 1;
      one->is_told = 0;
    } else if (!one->is_told && (int64_t)used.tv_sec + 1 - one->since > seconds) {
      one->is_told = 1;
      pthread_kill(one->thread, SIGXCPU);
    }
  }
  pthread_mutex_unlock(&watched_lock);
}
