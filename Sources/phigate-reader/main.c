#include "reader.h"
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

size_t read_input(uint8_t *target, size_t count) {
  size_t done = 0;
  while (done < count) {
    const ssize_t got = read(0, target + done, count - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) _exit(exit_output);
    if (got == 0) break;
    done += (size_t)got;
  }
  return done;
}

void write_output(const void *bytes, size_t count) {
  const uint8_t *at = bytes;
  while (count > 0) {
    const ssize_t put = write(1, at, count);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) _exit(exit_output);
    at += put;
    count -= (size_t)put;
  }
}

static void store(uint8_t *at, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; i++) at[i] = (uint8_t)(value >> (8 * i));
}

void put_data(const uint8_t *bytes, size_t count) {
  while (count > 0) {
    const size_t now = count < frame_bytes_max ? count : frame_bytes_max;
    uint8_t head[5] = {'D'};
    store(head + 1, now, 4);
    write_output(head, sizeof head);
    write_output(bytes, now);
    bytes += now;
    count -= now;
  }
}

void put_member(int kind, int is_executable, const char *name, size_t name_bytes, uint64_t bytes) {
  if (name_bytes > name_bytes_max) refuse(refusal_unsupported);
  uint8_t head[15] = {'M', (uint8_t)kind, (uint8_t)is_executable};
  store(head + 3, name_bytes, 4);
  store(head + 7, bytes, 8);
  write_output(head, sizeof head);
  write_output(name, name_bytes);
}

void put_other_text(void) { write_output("T", 1); }

_Noreturn void refuse(refusal why) {
  const uint8_t frame[2] = {'X', (uint8_t)why};
  write_output(frame, sizeof frame);
  _exit(0);
}

_Noreturn void finish_reading(void) {
  write_output("E", 1);
  _exit(0);
}

int main(int count, char **arguments) {
  if (count != 3) return exit_usage;
  const char *task = arguments[1];
  char *end = NULL;
  const unsigned long seconds = strtoul(arguments[2], &end, 10);
  if (seconds == 0 || *end) return exit_usage;
  // Names of members are UTF-8 whatever the caller's locale is.
  if (!setlocale(LC_ALL, "C.UTF-8")) return exit_limits;
  if (limit_process(seconds) != 0) return exit_limits;
  if (!strcmp(task, "read-xz")) read_xz();
  else if (!strcmp(task, "read-bzip2")) read_bzip2();
  else if (!strcmp(task, "read-lz4")) read_lz4();
  else if (!strcmp(task, "read-7z")) read_7z();
  else if (!strcmp(task, "write-xz")) write_xz(0);
  else if (!strcmp(task, "write-lzma2")) write_xz(1);
  else if (!strcmp(task, "write-bzip2")) write_bzip2();
  else if (!strcmp(task, "write-lz4")) write_lz4();
  else return exit_usage;
  // No handler of the libraries runs: what they would call is not allowed.
  _exit(0);
}
