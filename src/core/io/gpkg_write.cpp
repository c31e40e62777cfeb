#include "core/io/gpkg_write.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/base/error.hpp"
#include "core/io/assessment_table.hpp"
#include "core/io/gpkg_rtree.hpp"
#include "core/io/gpkg_styles.hpp"
#include "core/io/ledger_tables.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

std::string_view sql_type(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return "INTEGER";
    case ColumnType::real:
      return "DOUBLE";
    case ColumnType::text:
      break;
  }
  return "TEXT";
}

std::vector<const Column*> written_columns(const FeatureTable& table, const RunRecord& record) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns)
    if (!record.public_edition || !names_people(column.name)) columns.push_back(&column);
  return columns;
}

FileTable declared(const FeatureTable& table, std::span<const Column* const> columns) {
  FileTable about{table.name, table.title, table.description, std::nullopt, {}};
  if (table.geometry != TableGeometry::none) about.geometry = blob_kind(table.geometry);
  for (const Column* column : columns) {
    FileColumn& made = about.columns.emplace_back();
    made.name = column->name;
    made.sql_type = sql_type(column->type);
    made.title = column->title;
    made.unit = column->unit;
  }
  return about;
}

TableAbout described(const FeatureTable& table, std::span<const Column* const> columns) {
  TableAbout about{table.name, table.title, table.description, table.geometry, {}};
  for (const Column* column : columns)
    about.columns.push_back({column->name, column->type, column->title, column->unit});
  return about;
}

/// A table that does not hold together is our own bug: say where before a file is made.
void check_table(const FeatureTable& table) {
  std::set<std::string> seen{"fid", "geom"};
  for (const Column& column : table.columns) {
    if (column.size() != table.rows())
      throw Error(ErrorKind::internal, "Layer {}: column {} has {} rows instead of {}.", table.name,
                  column.name, column.size(), table.rows());
    if (!seen.insert(column.name).second)
      throw Error(ErrorKind::internal, "Layer {}: column {} stands twice.", table.name,
                  column.name);
  }
  if (table.geometry != TableGeometry::none && table.shapes.size() != table.rows())
    throw Error(ErrorKind::internal, "Layer {}: {} geometries for {} rows.", table.name,
                table.shapes.size(), table.rows());
}

void check_tables(const std::vector<FeatureTable>& tables) {
  std::set<std::string> names{"assessment", "layer_styles", "findings",
                              "projects",   "targets",      "ledger_counters"};
  for (const FeatureTable& table : tables) {
    if (!names.insert(table.name).second || table.name.starts_with("gpkg_"))
      throw Error(ErrorKind::internal, "Layer {} is written twice or has a reserved name.",
                  table.name);
    check_table(table);
  }
}

void bind_value(Statement& insert, int parameter, const Column& column, std::size_t row) {
  if (!column.has(row)) return insert.bind_missing(parameter);
  switch (column.type) {
    case ColumnType::integer:
      return insert.bind(parameter, column.integers[row]);
    case ColumnType::real:
      if (!std::isfinite(column.reals[row])) return insert.bind_missing(parameter);
      return insert.bind(parameter, column.reals[row]);
    case ColumnType::text:
      return insert.bind(parameter, column.texts[row]);
  }
}

void write_rows(GpkgFile& gpkg, const FeatureTable& table, const FileTable& about,
                std::span<const Column* const> columns, const Job& job) {
  const std::string doing = text("writing {}", table.name);
  const std::size_t rows = table.rows();
  Statement insert(gpkg.sqlite, insert_sql(about));
  std::string blob;
  for (std::size_t row = 0; row < rows; ++row) {
    int parameter = 1;
    insert.bind(parameter++, static_cast<std::int64_t>(row + 1));
    if (about.geometry) {
      blob.clear();
      if (append_blob(blob, table.shapes, row, *about.geometry, gpkg.srs_id, gpkg.origin))
        insert.bind_blob(parameter++, blob);
      else
        insert.bind_missing(parameter++);
    }
    for (const Column* column : columns) bind_value(insert, parameter++, *column, row);
    insert.execute();
    if (row % 4096 == 0) job.progress(static_cast<double>(row) / static_cast<double>(rows), doing);
  }
}

void write_table(GpkgFile& gpkg, const FeatureTable& table, std::vector<TableAbout>& written,
                 std::vector<FileTable>& all_declared, const Job& job) {
  const std::vector<const Column*> columns = written_columns(table, gpkg.record);
  const FileTable about = declared(table, columns);
  create_table(gpkg, about);
  write_rows(gpkg, table, about, columns, job.part(0, 0.8));
  if (about.geometry) {
    Box extent = table.shapes.extent();
    if (!extent.empty()) extent = {extent.min + gpkg.origin, extent.max + gpkg.origin};
    set_extent(gpkg, table.name, extent);
    std::vector<std::int64_t> fids(table.rows());
    std::iota(fids.begin(), fids.end(), std::int64_t{1});
    write_rtree(gpkg.sqlite, table.name, "geom", table.shapes.boxes, fids, gpkg.origin, job);
  }
  job.progress(1, text("writing {}", table.name));
  written.push_back(described(table, columns));
  all_declared.push_back(about);
}

/// The ledger of the new file: the older one's rows with this run's findings brought in.
Ledger next_ledger(const fs::path& output, const LedgerInput& input, const GpkgFile& gpkg,
                   Existing existing) {
  std::optional<Ledger> old;
  if (!input.previous.empty()) {
    if (!fs::exists(input.previous))
      throw Error(ErrorKind::file,
                  "{}: the ledger to carry over does not exist. Correct `ledger` in the project "
                  "file, or leave it out.",
                  input.previous.string());
    old = read_ledger(input.previous, gpkg);
    if (!old)
      throw Error(ErrorKind::file,
                  "{}: holds no ledger (no table findings). Name a firebreak result.",
                  input.previous.string());
  } else if (existing == Existing::replace) {
    old = read_ledger(output, gpkg);
  }
  Ledger ledger = old ? std::move(*old) : empty_ledger();
  if (gpkg.record.public_edition && input.previous.empty()) {
    Ledger probe = ledger;
    const std::size_t lost = make_public(probe, input.hidden_words);
    if (lost > 0)
      throw Error(ErrorKind::file,
                  "{}: is the internal edition, and the public one would drop {} entries that "
                  "people typed into its ledger. Choose another output.",
                  output.string(), lost);
  }
  // Made public last: a place that is not to be published must be known when findings are matched.
  merge_findings(ledger, input, gpkg);
  if (gpkg.record.public_edition) make_public(ledger, input.hidden_words);
  return ledger;
}

double share_of_rows(const FeatureTable& table, std::size_t all_rows) {
  return all_rows == 0 ? 0 : static_cast<double>(table.rows()) / static_cast<double>(all_rows);
}

}  // namespace

bool names_people(std::string_view column) {
  static const std::set<std::string_view> names{
      "phone", "leader", "grid_person", "responsible", "person", "responsible_person", "contact"};
  return names.contains(column);
}

void write_risk_file(const fs::path& output, const std::vector<FeatureTable>& tables,
                     const RunRecord& record, const LedgerInput& input, const StyleSheet& styles,
                     Existing existing, const Job& job) {
  check_tables(tables);
  AtomicFile target(output, existing);
  SqliteFile sqlite = SqliteFile::fill(target.path(), output);
  GpkgFile gpkg(sqlite, record);
  const Ledger ledger = next_ledger(output, input, gpkg, existing);

  create_core_tables(gpkg);
  std::vector<TableAbout> written;
  std::vector<FileTable> declared_tables;
  std::size_t all_rows = 0;
  for (const FeatureTable& table : tables) all_rows += table.rows();
  double done = 0;
  for (const FeatureTable& table : tables) {
    const double next = done + 0.9 * share_of_rows(table, all_rows);
    write_table(gpkg, table, written, declared_tables, job.part(done, next));
    done = next;
  }
  write_table(gpkg, assessment_table(record, gpkg.language), written, declared_tables,
              job.part(done, 0.92));
  write_ledger(gpkg, ledger, written, declared_tables, job);
  write_styles(gpkg, declared_tables, styles);
  write_record(gpkg, written);
  job.check();
  sqlite.run("COMMIT");
  sqlite.close();
  target.commit();
}

}  // namespace firebreak::io
