#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace firebreak::io {

/// A text as an SQL name: in double quotes.
std::string sql_name(std::string_view name);

/// One SQLite file. For the `.cpp` files of io alone: not part of the module's interface.
class SqliteFile {
 public:
  /// Opens an existing empty file to be filled in one go: no journal, no sync, sole owner.
  /// `shown` is the name used in messages.
  static SqliteFile fill(const std::filesystem::path& file, const std::filesystem::path& shown);
  /// Opens for reading; the file and its folder stay as they are. If a journal with content lies
  /// beside it, copies of both are read from a temporary folder. Throws `Error` (file).
  static SqliteFile read(const std::filesystem::path& file);
  ~SqliteFile();
  SqliteFile(SqliteFile&& other) noexcept;
  SqliteFile& operator=(SqliteFile&&) = delete;

  /// Runs statements without result.
  void run(const std::string& sql);
  /// The first column of the first row, if there is a row with a value.
  std::optional<std::int64_t> integer(const std::string& sql);
  std::optional<std::string> text(const std::string& sql);
  bool has_table(std::string_view name);
  /// Ends a file being filled; afterwards it may be renamed.
  void close();

  /// `Error` (file) with what SQLite says about the last call.
  [[noreturn]] void fail() const;
  sqlite3* handle() const { return handle_; }
  const std::filesystem::path& shown() const { return shown_; }
  /// True if a copy is read, since a journal lay beside the file.
  bool copied() const { return !copy_folder_.empty(); }

 private:
  SqliteFile(const std::filesystem::path& file, std::filesystem::path shown, bool writing);
  sqlite3* handle_ = nullptr;
  std::filesystem::path shown_;
  std::filesystem::path copy_folder_;  ///< removed with the object
  bool writing_ = false;
};

/// A prepared statement. Parameters and columns count as in SQLite: from 1 and from 0. Texts and
/// blobs bound must live until `step` returns.
class Statement {
 public:
  Statement(const SqliteFile& file, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view value);
  void bind_blob(int parameter, std::string_view bytes);
  void bind_missing(int parameter);
  /// True if there is a row.
  bool step();
  /// Runs a statement without result and makes it ready for the next row.
  void execute();
  void reset();

  int columns() const;
  std::string_view column_name(int column) const;
  bool missing(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  /// SQLite's type of the value in the present row: SQLITE_INTEGER, SQLITE_FLOAT …
  int type(int column) const;

 private:
  void check(int result) const;
  const SqliteFile& file_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace firebreak::io
