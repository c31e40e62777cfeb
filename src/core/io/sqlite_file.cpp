#include "core/io/sqlite_file.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

/// A path as part of an SQLite URI.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#')
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

bool holds_data(const fs::path& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  return !failed && size > 0;
}

/// Copies a file with the journals beside it into a new folder.
fs::path copied_with_journals(const fs::path& file) {
  std::string folder = (fs::temp_directory_path() / "firebreak-read-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr)
    throw Error(ErrorKind::file, "{}: no temporary folder can be made ({}).", file.string(),
                std::generic_category().message(errno));
  for (const char* ending : {"", "-wal", "-journal"}) {
    const fs::path from = file.string() + ending;
    if (fs::exists(from))
      fs::copy_file(from, fs::path(folder) / ("copy.gpkg" + std::string(ending)));
  }
  return folder;
}

}  // namespace

std::string sql_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

SqliteFile::SqliteFile(const fs::path& file, fs::path shown, bool writing)
    : shown_(std::move(shown)), writing_(writing) {
  const int flags = writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
                            : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  const std::string name = writing
                               ? fs::absolute(file).string()
                               : "file://" + escaped(fs::absolute(file).string()) + "?immutable=1";
  if (sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(handle_);
    sqlite3_close(handle_);
    throw Error(ErrorKind::file, "{}: SQLite cannot open it ({}).", shown_.string(), why);
  }
}

SqliteFile SqliteFile::fill(const fs::path& file, const fs::path& shown) {
  SqliteFile opened(file, shown, true);
  opened.run(
      "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;");
  return opened;
}

SqliteFile SqliteFile::read(const fs::path& file) {
  if (!fs::exists(file)) throw Error(ErrorKind::file, "{}: no such file.", file.string());
  if (!holds_data(file.string() + "-wal") && !holds_data(file.string() + "-journal"))
    return {file, file, false};
  const fs::path folder = copied_with_journals(file);
  SqliteFile opened(folder / "copy.gpkg", file, true);
  opened.copy_folder_ = folder;
  return opened;
}

SqliteFile::SqliteFile(SqliteFile&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      shown_(std::move(other.shown_)),
      copy_folder_(std::exchange(other.copy_folder_, {})),
      writing_(other.writing_) {}

SqliteFile::~SqliteFile() {
  sqlite3_close_v2(handle_);
  std::error_code ignored;
  if (!copy_folder_.empty()) fs::remove_all(copy_folder_, ignored);
}

void SqliteFile::close() {
  if (sqlite3_close(handle_) != SQLITE_OK) fail();
  handle_ = nullptr;
}

void SqliteFile::fail() const {
  const int code = sqlite3_extended_errcode(handle_);
  const std::string why = sqlite3_errmsg(handle_);
  if (!writing_ || !copy_folder_.empty())
    throw Error(ErrorKind::file, "{}: cannot be read as a database ({}). The file may be damaged.",
                shown_.string(), why);
  if (code == SQLITE_FULL)
    throw Error(ErrorKind::file,
                "{}: the disk is full. Nothing was changed; make room or choose another output.",
                shown_.string());
  if (code == SQLITE_IOERR_WRITE)
    throw Error(ErrorKind::file,
                "{}: the disk takes no more ({}): a quota or a limit on files may be reached. "
                "Nothing was changed; make room or choose another output.",
                shown_.string(), why);
  throw Error(ErrorKind::file, "{}: cannot be written ({}). Nothing was changed.", shown_.string(),
              why);
}

void SqliteFile::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::optional<std::int64_t> SqliteFile::integer(const std::string& sql) {
  Statement query(*this, sql);
  if (!query.step() || query.missing(0)) return std::nullopt;
  return query.integer(0);
}

std::optional<std::string> SqliteFile::text(const std::string& sql) {
  Statement query(*this, sql);
  if (!query.step() || query.missing(0)) return std::nullopt;
  return std::string(query.text(0));
}

bool SqliteFile::has_table(std::string_view name) {
  Statement query(*this, "SELECT 1 FROM sqlite_master WHERE type IN ('table','view') AND name=?");
  query.bind(1, name);
  return query.step();
}

Statement::Statement(const SqliteFile& file, const std::string& sql) : file_(file) {
  if (sqlite3_prepare_v2(file.handle(), sql.c_str(), -1, &handle_, nullptr) != SQLITE_OK)
    file.fail();
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

void Statement::check(int result) const {
  if (result != SQLITE_OK) file_.fail();
}

void Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, parameter, value));
}
void Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(handle_, parameter, value));
}
void Statement::bind(int parameter, std::string_view value) {
  // An empty view may hold a null pointer, which SQLite would store as NULL.
  check(sqlite3_bind_text64(handle_, parameter, value.data() == nullptr ? "" : value.data(),
                            value.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void Statement::bind_blob(int parameter, std::string_view bytes) {
  check(sqlite3_bind_blob64(handle_, parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
}
void Statement::bind_missing(int parameter) {
  check(sqlite3_bind_null(handle_, parameter));
}

bool Statement::step() {
  const int result = sqlite3_step(handle_);
  if (result != SQLITE_ROW && result != SQLITE_DONE) file_.fail();
  return result == SQLITE_ROW;
}

void Statement::execute() {
  step();
  reset();
}

void Statement::reset() {
  check(sqlite3_reset(handle_));
}

int Statement::columns() const {
  return sqlite3_column_count(handle_);
}
std::string_view Statement::column_name(int column) const {
  return sqlite3_column_name(handle_, column);
}
int Statement::type(int column) const {
  return sqlite3_column_type(handle_, column);
}
bool Statement::missing(int column) const {
  return type(column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
  const auto* bytes =
      static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(handle_, column)));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string_view{} : std::string_view(bytes, size);
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string_view{} : std::string_view(bytes, size);
}

}  // namespace firebreak::io
