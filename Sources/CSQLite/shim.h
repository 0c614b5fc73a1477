#include <sqlite3.h>

/// Closing the last connection to a database with a write-ahead log leaves the log as it is.
/// Returns a code of SQLite.
static inline int phigate_keep_log_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
