#include <sqlite3.h>

/// Closing the last connection to a database with a write-ahead log leaves the log as it is.
/// Returns a code of SQLite.
static inline int phigate_keep_log_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// SQLite keeps no count of the memory it takes; to be said before the first connection is opened.
/// Returns a code of SQLite.
static inline int phigate_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
