#include "core/io/risk_file.hpp"

#include <algorithm>
#include <fstream>

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

/// `tick` is called every few thousand rows.
template <class Tick>
FeatureTable read_where(RiskFile::Impl& file, const TableAbout& written, const std::string& where,
                        std::string_view value, const Tick& tick) {
  const TableAbout about = present_columns(file.sqlite, written);
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
  Statement query(file.sqlite, sql + " FROM " + sql_name(about.name) + where + " ORDER BY rowid");
  if (!where.empty()) query.bind(1, value);
  for (std::size_t row = 0; query.step(); ++row) {
    if (geometry) read_blob(query.blob(0), file.origin, table.shapes);
    int at = 1;
    for (Column& column : table.columns) push_value(column, query, at++);
    if (row % 4096 == 0) tick();
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
      read_where(*impl_, about_table(*impl_, name), {}, {}, [&] { job.progress(0, doing); });
  job.progress(1, doing);
  return table;
}

FeatureTable RiskFile::read_rows(std::string_view table, std::string_view column,
                                 std::string_view value) const {
  return read_where(*impl_, about_table(*impl_, table), " WHERE " + sql_name(column) + "=?", value,
                    [] {});
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
  const auto& names = risk.table_names;
  risk.tables.resize(names.size());
  const auto read = [&](std::size_t i) {
    const auto share = [&](std::size_t k) {
      return static_cast<double>(k) / static_cast<double>(names.size());
    };
    risk.tables[i] = risk.read_table(names[i], job.part(share(i), share(i + 1)));
  };
  if (risk.impl_->sqlite.copied()) {
    // A copy for each thread would cost more than it saves.
    for (std::size_t i = 0; i < names.size(); ++i) read(i);
    return risk;
  }
  // Each thread takes the next table, over a connection of its own.
  std::vector<std::optional<RiskFile>> others(job.threads());
  parallel_for(job, names.size(), 1, translate("reading the result"),
               [&](std::size_t i, std::size_t, unsigned thread) {
                 if (thread == 0) return read(i);
                 if (!others[thread]) others[thread] = open_risk_file(file);
                 RiskFile::Impl& own = *others[thread]->impl_;
                 risk.tables[i] =
                     read_where(own, about_table(own, names[i]), {}, {}, [&] { job.check(); });
               });
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
