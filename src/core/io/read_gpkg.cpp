#include "core/io/read_gpkg.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/io/read_ogr.hpp"
#include "core/io/shape_sink.hpp"
#include "core/io/source_files.hpp"
#include "core/io/wkb.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

struct CloseDatabase {
  void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

/// What SQLite could not do, without file and layer: those are added where they are known.
struct DatabaseFault {
  std::string reason;
};

Database open(const QuietDatabase& source) {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                    (source.immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  const int status = sqlite3_open_v2(source.uri().c_str(), &raw, flags, nullptr);
  Database db(raw);
  if (status != SQLITE_OK) throw DatabaseFault{sqlite3_errmsg(raw)};
  sqlite3_exec(raw, "PRAGMA mmap_size=8589934592", nullptr, nullptr, nullptr);
  return db;
}

Statement prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
    throw DatabaseFault{sqlite3_errmsg(db)};
  return Statement(raw);
}

bool next_row(sqlite3* db, sqlite3_stmt* statement) {
  const int status = sqlite3_step(statement);
  if (status == SQLITE_ROW) return true;
  if (status != SQLITE_DONE) throw DatabaseFault{sqlite3_errmsg(db)};
  return false;
}

std::string text_at(sqlite3_stmt* statement, int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

bool has_table(sqlite3* db, const char* name) {
  const Statement s = prepare(db, "SELECT 1 FROM sqlite_master WHERE name = ?1");
  sqlite3_bind_text(s.get(), 1, name, -1, SQLITE_STATIC);
  return next_row(db, s.get());
}

/// One table as the catalogue of the file describes it.
struct Table {
  std::string name;
  std::string geometry_column;  ///< empty for a table without geometry
  std::string geometry_type = "None";
  std::string row_id = "rowid";
  bool is_view = false;
  Crs crs;
  std::vector<Column> columns;  ///< empty ones, with name and type
  std::vector<Issue> issues;
};

ColumnType column_type(std::string declared) {
  declared = lower_case(declared);
  for (const std::string_view word : {"int", "bool"})
    if (declared.find(word) != std::string::npos) return ColumnType::integer;
  for (const std::string_view word : {"real", "double", "float", "numeric", "decimal"})
    if (declared.find(word) != std::string::npos) return ColumnType::real;
  return ColumnType::text;
}

void describe_columns(sqlite3* db, Table& table) {
  const Statement s = prepare(db, "PRAGMA table_info(" + identifier(table.name) + ")");
  while (next_row(db, s.get())) {
    const std::string name = text_at(s.get(), 1);
    const std::string type = text_at(s.get(), 2);
    if (lower_case(name) == lower_case(table.geometry_column)) continue;
    if (sqlite3_column_int(s.get(), 5) == 1 && lower_case(type) == "integer") {
      table.row_id = identifier(name);
      continue;
    }
    if (lower_case(type).find("blob") != std::string::npos) continue;
    table.columns.emplace_back(name, column_type(type));
  }
}

void describe_crs(sqlite3* db, int srs_id, Table& table) {
  if (srs_id <= 0) return;  // 0 and -1 say that the system is not known
  const Statement s = prepare(db,
                              "SELECT organization, organization_coordsys_id, definition, srs_name "
                              "FROM gpkg_spatial_ref_sys WHERE srs_id = ?1");
  sqlite3_bind_int(s.get(), 1, srs_id);
  if (!next_row(db, s.get())) return;
  const std::string definition = text_at(s.get(), 2);
  if (lower_case(text_at(s.get(), 0)) == "epsg")
    table.crs = crs_or_issue("EPSG:" + text_at(s.get(), 1), table.issues);
  else if (!definition.empty() && definition != "undefined")
    table.crs = crs_or_issue(definition, table.issues);
}

/// The type in the words GDAL uses, so that lists of layers look alike for all formats.
std::string geometry_word(const std::string& type) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"point", "Point"},
      {"linestring", "Line String"},
      {"polygon", "Polygon"},
      {"multipoint", "Multi Point"},
      {"multilinestring", "Multi Line String"},
      {"multipolygon", "Multi Polygon"},
      {"geometrycollection", "Geometry Collection"}};
  for (const auto& [key, word] : words)
    if (lower_case(type) == key) return std::string(word);
  return "Unknown (any)";
}

std::vector<Table> tables_of(sqlite3* db) {
  std::vector<Table> tables;
  std::vector<int> srs_ids;
  const Statement s = prepare(
      db,
      "SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, m.type "
      "FROM gpkg_contents c JOIN sqlite_master m ON lower(m.name) = lower(c.table_name) "
      "LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name) "
      "WHERE c.data_type IN ('features', 'attributes', 'aspatial') AND m.type IN ('table', 'view') "
      "AND c.table_name <> 'layer_styles' ORDER BY c.rowid");
  while (next_row(db, s.get())) {
    Table table;
    table.name = text_at(s.get(), 0);
    table.geometry_column = text_at(s.get(), 1);
    if (!table.geometry_column.empty()) table.geometry_type = geometry_word(text_at(s.get(), 2));
    srs_ids.push_back(sqlite3_column_int(s.get(), 3));
    table.is_view = text_at(s.get(), 4) == "view";
    tables.push_back(std::move(table));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    describe_columns(db, tables[i]);
    describe_crs(db, srs_ids[i], tables[i]);
  }
  return tables;
}

/// The rows of one range of row numbers.
struct Block {
  ShapeSink shapes;
  std::vector<std::int64_t> fids;
  std::vector<Column> columns;
  std::vector<ColumnType> needed;  ///< wider than the declared type where a value did not fit it
  bool foreign = false;            ///< met a geometry that is left to GDAL
};

void push_value(sqlite3_stmt* s, int at, Column& column, ColumnType& needed) {
  const int type = sqlite3_column_type(s, at);
  if (type == SQLITE_NULL || type == SQLITE_BLOB) return column.push_missing();
  // SQLite lets any value stand in any column; one that does not fit makes the column wider.
  if (column.type == ColumnType::text) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(s, at));
    column.push(std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s, at))));
  } else if (column.type == ColumnType::integer) {
    if (type == SQLITE_FLOAT && needed == ColumnType::integer) needed = ColumnType::real;
    if (type == SQLITE_TEXT) needed = ColumnType::text;
    column.push(std::int64_t{sqlite3_column_int64(s, at)});
  } else {
    if (type == SQLITE_TEXT) needed = ColumnType::text;
    column.push(sqlite3_column_double(s, at));
  }
}

std::string select_sql(const Table& table, const std::string& where) {
  std::string sql = "SELECT " + table.row_id + ", ";
  sql += table.geometry_column.empty() ? "NULL" : identifier(table.geometry_column);
  for (const Column& c : table.columns) sql += ", " + identifier(c.name);
  sql += " FROM " + identifier(table.name) + " WHERE " + table.row_id + " BETWEEN ?1 AND ?2";
  if (!where.empty()) sql += " AND (" + where + ")";
  return sql + " ORDER BY " + table.row_id;
}

struct RowRange {
  std::int64_t first = 0;
  std::int64_t last = -1;
  /// Row numbers may span the whole of 64 bits; a span that does not fit counts as the largest.
  std::int64_t count() const {
    std::int64_t span = 0;
    if (__builtin_sub_overflow(last, first, &span) || span == INT64_MAX) return INT64_MAX;
    return span + 1;
  }
};

RowRange rows_of(sqlite3* db, const Table& table) {
  const auto bound = [&](const char* which) -> std::optional<std::int64_t> {
    const Statement s = prepare(db, "SELECT " + std::string(which) + "(" + table.row_id +
                                        ") FROM " + identifier(table.name));
    if (!next_row(db, s.get()) || sqlite3_column_type(s.get(), 0) == SQLITE_NULL)
      return std::nullopt;
    return sqlite3_column_int64(s.get(), 0);
  };
  const auto first = bound("min");
  const auto last = bound("max");
  return first && last ? RowRange{*first, *last} : RowRange{};
}

/// Reads the rows of `range`; `tick` is called every few milliseconds with the row number reached.
template <class Tick>
void read_block(sqlite3* db, const Table& table, const std::string& where, RowRange range,
                Block& block, const Tick& tick) {
  block.columns = table.columns;
  for (const Column& c : table.columns) block.needed.push_back(c.type);
  const Statement s = prepare(db, select_sql(table, where));
  sqlite3_bind_int64(s.get(), 1, range.first);
  sqlite3_bind_int64(s.get(), 2, range.last);
  while (next_row(db, s.get())) {
    const std::int64_t fid = sqlite3_column_int64(s.get(), 0);
    if (block.fids.size() % 2048 == 0) tick(fid);
    block.fids.push_back(fid);
    if (sqlite3_column_type(s.get(), 1) == SQLITE_BLOB) {
      const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(s.get(), 1));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(s.get(), 1));
      const BlobResult result = add_gpkg_geometry({bytes, size}, fid, block.shapes);
      if (result == BlobResult::foreign) {
        block.foreign = true;
        return;
      }
      if (result == BlobResult::broken)
        block.shapes.reject_feature(fid, IssueKind::invalid_geometry,
                                    text("the geometry is damaged and cannot be read"));
    }
    block.shapes.end_feature(fid);
    for (std::size_t c = 0; c < block.columns.size(); ++c)
      push_value(s.get(), static_cast<int>(c) + 2, block.columns[c], block.needed[c]);
  }
}

/// The rows of a table in blocks of equal ranges of row numbers, one per thread.
std::vector<Block> read_blocks(const QuietDatabase& source, sqlite3* db, const Table& table,
                               const ReadOptions& options, const Job& job) {
  const std::string& where = options.where;
  RowRange range = rows_of(db, table);
  if (options.sample > 0 && range.count() > options.sample)
    range.last = range.first + options.sample - 1;
  if (range.count() <= 0) {
    std::vector<Block> empty(1);
    empty[0].columns = table.columns;
    for (const Column& c : table.columns) empty[0].needed.push_back(c.type);
    return empty;
  }
  const std::string doing = text("Reading {}", table.name);
  // A second connection costs about as much as a few thousand rows.
  const std::size_t parts = range.count() < 20000 ? 1 : static_cast<std::size_t>(job.threads());
  std::vector<Block> blocks(parts);
  const auto share = range.count() / static_cast<std::int64_t>(parts);
  parallel_for(
      job.part(0.99, 1), parts, 1, doing, [&](std::size_t begin, std::size_t, unsigned thread) {
        RowRange own{range.first + share * static_cast<std::int64_t>(begin), range.last};
        if (begin + 1 < parts) own.last = own.first + share - 1;
        const auto tick = [&](std::int64_t fid) {
          if (thread == 0)
            job.progress(
                0.99 * static_cast<double>(fid - own.first) / static_cast<double>(own.count()),
                doing);
          else
            job.check();
        };
        const Database own_db = begin == 0 ? nullptr : open(source);
        read_block(begin == 0 ? db : own_db.get(), table, where, own, blocks[begin], tick);
      });
  return blocks;
}

RawLayer joined(std::vector<Block>&& blocks, std::vector<Issue> issues) {
  RawLayer layer;
  layer.issues = std::move(issues);
  Block& first = blocks.front();
  std::size_t rows = 0;
  for (const Block& b : blocks) rows += b.fids.size();
  first.fids.reserve(rows);
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    Block block = std::move(blocks[i]);
    first.shapes.append(std::move(block.shapes));
    first.fids.insert(first.fids.end(), block.fids.begin(), block.fids.end());
    for (std::size_t c = 0; c < first.columns.size(); ++c)
      first.columns[c].append(block.columns[c]);
  }
  layer.shapes = first.shapes.finish(layer.issues);
  layer.fids = std::move(first.fids);
  layer.columns = std::move(first.columns);
  return layer;
}

/// Reads a table; none if GDAL has to (views have no row numbers to split by, curves no arrays).
std::optional<RawLayer> read_table(const QuietDatabase& source, sqlite3* db, Table table,
                                   const ReadOptions& options, const Job& job) {
  if (table.is_view) return std::nullopt;
  if (options.shapes_only) table.columns.clear();
  for (;;) {
    std::vector<Block> blocks = read_blocks(source, db, table, options, job);
    bool widened = false;
    for (const Block& block : blocks) {
      if (block.foreign) return std::nullopt;
      for (std::size_t c = 0; c < block.needed.size(); ++c)
        if (block.needed[c] > table.columns[c].type) {
          table.columns[c].type = block.needed[c];
          widened = true;
        }
    }
    if (widened) continue;
    RawLayer layer = joined(std::move(blocks), table.issues);
    layer.crs = table.crs;
    return layer;
  }
}

[[noreturn]] void throw_fault(const fs::path& shown, const std::string& layer,
                              const std::string& where, const DatabaseFault& fault) {
  if (!where.empty())
    throw Error(ErrorKind::file,
                "{}, layer \"{}\": the filter \"{}\" or the rows cannot be read ({}). Check the "
                "names in the filter, or leave it out.",
                shown.string(), layer, where, fault.reason);
  throw Error(ErrorKind::file,
              "{}, layer \"{}\": the database cannot be read ({}). Restore the file from a copy.",
              shown.string(), layer, fault.reason);
}

}  // namespace

bool is_geopackage(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || !first_bytes(path, 16).starts_with("SQLite format 3"))
    return false;
  try {
    // The file alone tells, unless its tables are still in the log beside it.
    QuietDatabase alone;
    alone.path = path;
    if (has_table(open(alone).get(), "gpkg_contents")) return true;
    const QuietDatabase with_log = quiet_database(path);
    return with_log.copy && has_table(open(with_log).get(), "gpkg_contents");
  } catch (const DatabaseFault&) {
    // A damaged database: if it is meant as a GeoPackage, reading it says what is wrong.
    return ending_of(path) == ".gpkg";
  }
}

std::vector<RawLayer> read_gpkg(const fs::path& path, const fs::path& shown,
                                const ReadOptions& options, const Job& job) {
  const QuietDatabase source = quiet_database(path);
  std::vector<RawLayer> layers;
  std::string at;
  try {
    const Database db = open(source);
    std::vector<Table> tables = tables_of(db.get());
    std::vector<std::string> names;
    for (const Table& t : tables) names.push_back(t.name);
    require_layers(shown, names, options.layers);
    std::erase_if(tables, [&](const Table& t) { return !is_wanted(options.layers, t.name); });
    for (std::size_t i = 0; i < tables.size(); ++i) {
      at = tables[i].name;
      const auto n = static_cast<double>(tables.size());
      const Job own = job.part(static_cast<double>(i) / n, static_cast<double>(i + 1) / n);
      std::optional<RawLayer> layer = read_table(source, db.get(), tables[i], options, own);
      if (!layer) {
        ReadOptions one = options;
        one.layers = {tables[i].name};
        for (RawLayer& other :
             read_ogr(source.path.string(), shown, one,
                      {source.immutable ? "IMMUTABLE=YES" : "IMMUTABLE=NO"}, {"GPKG"}, own))
          layers.push_back(std::move(other));
        continue;
      }
      layer->path = shown.string();
      layer->layer = tables[i].name;
      layer->driver = "GPKG";
      decode_texts(*layer, options.encoding, "UTF-8");
      layers.push_back(std::move(*layer));
    }
  } catch (const DatabaseFault& fault) {
    throw_fault(shown, at, options.where, fault);
  }
  return layers;
}

std::vector<LayerInfo> list_gpkg_layers(const fs::path& path) {
  const QuietDatabase source = quiet_database(path);
  std::vector<LayerInfo> infos;
  try {
    const Database db = open(source);
    for (const Table& table : tables_of(db.get())) {
      const Statement s = prepare(db.get(), "SELECT count(*) FROM " + identifier(table.name));
      next_row(db.get(), s.get());
      infos.push_back({table.name, sqlite3_column_int64(s.get(), 0), table.geometry_type});
    }
  } catch (const DatabaseFault& fault) {
    throw_fault(path, "", "", fault);
  }
  return infos;
}

}  // namespace firebreak::io
