#include "core/io/risk_file.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/io/gpkg_blob.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/sqlite_file.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

struct RiskFile::Impl {
  SqliteFile sqlite;
  std::vector<TableAbout> tables;
  Xy origin;
};

namespace {

[[noreturn]] void not_a_result(const fs::path& file, std::string_view why) {
  throw Error(ErrorKind::file,
              "{}: is not a firebreak result ({}). Name a file that `firebreak assess` wrote.",
              file.string(), translate(why));
}

/// A table's description brought in line with the file: columns that people added are added, those
/// they removed are dropped.
TableAbout present_columns(SqliteFile& sqlite, const TableAbout& written) {
  TableAbout about = written;
  about.columns.clear();
  Statement info(sqlite, "SELECT name, type FROM pragma_table_info(?) WHERE pk=0");
  info.bind(1, written.name);
  while (info.step()) {
    const std::string name(info.text(0));
    if (name == "geom") continue;
    const auto known =
        std::find_if(written.columns.begin(), written.columns.end(),
                     [&](const TableAbout::ColumnAbout& c) { return c.name == name; });
    if (known != written.columns.end())
      about.columns.push_back(*known);
    else
      about.columns.push_back({name, ColumnType::text, {}, {}});
  }
  return about;
}

bool has_geometry(SqliteFile& sqlite, std::string_view table) {
  Statement info(sqlite, "SELECT 1 FROM pragma_table_info(?) WHERE name='geom'");
  info.bind(1, table);
  return info.step();
}

void push_value(Column& column, const Statement& query, int at) {
  if (query.missing(at)) return column.push_missing();
  switch (column.type) {
    case ColumnType::integer:
      return column.push(query.integer(at));
    case ColumnType::real:
      return column.push(query.real(at));
    case ColumnType::text:
      return column.push(query.text(at));
  }
}

/// Rows of a table: those with `value` in a text column, those of a range of row numbers, or all;
/// of them all columns, or those named.
struct Rows {
  std::string_view column{}, value{};
  std::optional<std::pair<std::int64_t, std::int64_t>> range{};
  const std::vector<std::string>* only = nullptr;
};

/// `tick` is called every few thousand rows.
template <class Tick>
FeatureTable read_rows_of(RiskFile::Impl& file, const TableAbout& written, const Rows& rows,
                          const Tick& tick) {
  TableAbout about = present_columns(file.sqlite, written);
  if (rows.only != nullptr)
    std::erase_if(about.columns, [&](const TableAbout::ColumnAbout& column) {
      return std::ranges::count(*rows.only, column.name) == 0;
    });
  const bool geometry = has_geometry(file.sqlite, about.name);
  FeatureTable table;
  table.name = about.name;
  table.title = about.title;
  table.description = about.description;
  table.geometry = geometry ? about.geometry : TableGeometry::none;
  std::string sql = std::string("SELECT ") + (geometry ? "geom" : "NULL");
  for (const auto& column : about.columns) {
    table.columns.emplace_back(column.name, column.type, column.title, column.unit);
    sql += ", " + sql_name(column.name);
  }
  sql += " FROM " + sql_name(about.name);
  if (!rows.column.empty()) sql += " WHERE " + sql_name(rows.column) + "=?1";
  if (rows.range) sql += " WHERE rowid BETWEEN ?1 AND ?2";
  Statement query(file.sqlite, sql + " ORDER BY rowid");
  if (!rows.column.empty()) query.bind(1, rows.value);
  if (rows.range) {
    query.bind(1, rows.range->first);
    query.bind(2, rows.range->second);
  }
  for (std::size_t row = 0; query.step(); ++row) {
    if (geometry) read_blob(query.blob(0), file.origin, table.shapes);
    int at = 1;
    for (Column& column : table.columns) push_value(column, query, at++);
    if (row % 4096 == 0) tick();
  }
  return table;
}

/// Row numbers of a table in ranges of about equal size; one range of all if the table is small.
std::vector<Rows> ranges_of(SqliteFile& sqlite, const std::string& table, unsigned threads) {
  const auto bound = [&](const char* which) {
    return sqlite.integer("SELECT " + std::string(which) + "(rowid) FROM " + sql_name(table));
  };
  const auto first = bound("min");
  const auto last = bound("max");
  std::int64_t span = 0;
  constexpr std::int64_t worth_it = 20000;
  if (!first || !last || threads < 2 || __builtin_sub_overflow(*last, *first, &span) ||
      span < worth_it)
    return {Rows{}};
  std::vector<Rows> ranges(threads);
  const std::int64_t share = span / threads + 1;
  for (unsigned t = 0; t < threads; ++t)
    ranges[t].range = {*first + t * share, t + 1 == threads ? *last : *first + (t + 1) * share - 1};
  return ranges;
}

/// The parts of a table in one; each is given up as soon as it is copied.
FeatureTable joined(std::vector<FeatureTable>&& parts) {
  FeatureTable table = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    table.shapes.append(parts[i].shapes);
    parts[i].shapes = {};
  }
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    for (std::size_t i = 1; i < parts.size(); ++i) {
      table.columns[c].append(parts[i].columns[c]);
      parts[i].columns[c] = {};
    }
  return table;
}

const TableAbout& about_table(const RiskFile::Impl& file, std::string_view name) {
  for (const TableAbout& about : file.tables)
    if (about.name == name) return about;
  throw Error(ErrorKind::file, "{}: has no layer {}. The run that made it left it out.",
              file.sqlite.shown().string(), name);
}

}  // namespace

RiskFile::RiskFile(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

const FeatureTable* RiskFile::find(std::string_view name) const {
  for (const FeatureTable& table : tables)
    if (table.name == name) return &table;
  return nullptr;
}

bool RiskFile::has_table(std::string_view name) const {
  return std::find(table_names.begin(), table_names.end(), name) != table_names.end();
}

FeatureTable RiskFile::read_table(std::string_view name, const Job& job) const {
  const std::string doing = text("reading {}", name);
  FeatureTable table =
      read_rows_of(*impl_, about_table(*impl_, name), {}, [&] { job.progress(0, doing); });
  job.progress(1, doing);
  return table;
}

FeatureTable RiskFile::read_rows(std::string_view table, std::string_view column,
                                 std::string_view value) const {
  return read_rows_of(*impl_, about_table(*impl_, table), {column, value, std::nullopt}, [] {});
}

void RiskFile::read_tables(std::vector<FeatureTable>& into, const Job& job,
                           std::span<const std::string_view> first,
                           const std::function<void(std::size_t)>& ready) const {
  std::vector<TablePart> parts;
  for (const std::string& name : table_names) parts.push_back({name, std::nullopt});
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {},
                           [&](std::size_t i) { return std::ranges::find(first, table_names[i]); });
  read_in_order(parts, order, into, job, ready);
}

std::vector<FeatureTable> RiskFile::read_parts(std::span<const TablePart> parts,
                                               const Job& job) const {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<FeatureTable> read;
  read_in_order(parts, order, read, job, {});
  return read;
}

std::int64_t RiskFile::rows_of(std::string_view table) const {
  return impl_->sqlite.integer("SELECT count(*) FROM " + sql_name(table)).value_or(0);
}

void RiskFile::read_in_order(std::span<const TablePart> parts, std::span<const std::size_t> order,
                             std::vector<FeatureTable>& into, const Job& job,
                             const std::function<void(std::size_t)>& ready) const {
  into.clear();
  into.resize(parts.size());
  // A copy of the file for each thread would cost more than it saves.
  const unsigned threads = impl_->sqlite.copied() ? 1 : job.threads();

  struct Table {
    std::vector<FeatureTable> pieces;
    std::atomic<std::size_t> open{0};
  };
  struct Work {
    std::size_t table = 0, piece = 0;
    Rows rows;
  };
  std::vector<Table> reading(parts.size());
  std::vector<Work> works;
  for (const std::size_t i : order) {
    auto ranges = ranges_of(impl_->sqlite, parts[i].name, threads);
    reading[i].pieces.resize(ranges.size());
    reading[i].open = ranges.size();
    for (std::size_t piece = 0; piece < ranges.size(); ++piece) {
      if (parts[i].columns) ranges[piece].only = &*parts[i].columns;
      works.push_back({i, piece, ranges[piece]});
    }
  }
  const std::string doing = text("reading the result");
  std::vector<std::optional<RiskFile>> others(threads);
  const auto read = [&](std::size_t w, unsigned thread) {
    const auto& [i, piece, rows] = works[w];
    if (thread != 0 && !others[thread]) others[thread] = open_risk_file(impl_->sqlite.shown());
    Impl& own = thread == 0 ? *impl_ : *others[thread]->impl_;
    const double done = static_cast<double>(w) / static_cast<double>(works.size());
    reading[i].pieces[piece] = read_rows_of(own, about_table(own, parts[i].name), rows, [&] {
      if (thread == 0)
        job.progress(done, doing);
      else
        job.check();
    });
    if (--reading[i].open > 0) return;
    into[i] = joined(std::move(reading[i].pieces));
    if (ready) ready(i);
  };
  if (threads == 1) {
    for (std::size_t w = 0; w < works.size(); ++w) read(w, 0);
  } else {
    parallel_for(job, works.size(), 1, doing,
                 [&](std::size_t w, std::size_t, unsigned thread) { read(w, thread); });
  }
}

RiskFile open_risk_file(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed)) throw Error(ErrorKind::file, "{}: no such file.", file.string());
  if (!fs::is_regular_file(file, failed)) not_a_result(file, "it is no ordinary file");
  std::string head(15, '\0');
  std::ifstream(file, std::ios::binary).read(head.data(), 15);
  if (head != "SQLite format 3") not_a_result(file, "it is no GeoPackage");
  auto impl = std::make_shared<RiskFile::Impl>(RiskFile::Impl{SqliteFile::read(file), {}, {}});
  SqliteFile& sqlite = impl->sqlite;
  std::optional<std::string> json;
  if (sqlite.has_table("gpkg_metadata"))
    json = sqlite.text("SELECT metadata FROM gpkg_metadata WHERE md_standard_uri='" +
                       std::string(run_record_uri) + "'");
  if (!json) not_a_result(file, "it has no run record");
  RiskFile risk(impl);
  record_from_json(*json, file.string(), risk.record, impl->tables);
  impl->origin = {risk.record.origin_x_m, risk.record.origin_y_m};
  std::erase_if(impl->tables, [&](const TableAbout& t) { return !sqlite.has_table(t.name); });
  for (const TableAbout& table : impl->tables) risk.table_names.push_back(table.name);
  return risk;
}

RiskFile read_risk_file(const fs::path& file, const Job& job) {
  RiskFile risk = open_risk_file(file);
  risk.read_tables(risk.tables, job);
  return risk;
}

bool is_risk_file(const fs::path& file) {
  if (file.extension() != ".gpkg") return false;
  try {
    open_risk_file(file);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace firebreak::io
