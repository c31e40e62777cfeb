#include "core/io/ledger.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "core/base/error.hpp"
#include "core/geo/crs.hpp"
#include "core/io/gpkg_rtree.hpp"
#include "core/io/ledger_tables.hpp"
#include "core/model/hazardous_sites.hpp"

namespace firebreak::io {

namespace {

constexpr std::string_view counters = "ledger_counters";

LedgerCell cell_of(const Statement& query, int column) {
  switch (query.type(column)) {
    case SQLITE_INTEGER:
      return query.integer(column);
    case SQLITE_FLOAT:
      return query.real(column);
    case SQLITE_TEXT:
      return std::string(query.text(column));
    case SQLITE_BLOB:
      return LedgerBlob{std::string(query.blob(column))};
    default:
      return {};
  }
}

void bind_cell(Statement& insert, int parameter, const LedgerCell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell))
    insert.bind(parameter, *whole);
  else if (const auto* real = std::get_if<double>(&cell))
    insert.bind(parameter, *real);
  else if (const auto* words = std::get_if<std::string>(&cell))
    insert.bind(parameter, std::string_view(*words));
  else if (const auto* blob = std::get_if<LedgerBlob>(&cell))
    insert.bind_blob(parameter, blob->bytes);
  else
    insert.bind_missing(parameter);
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return upper;
}

/// The column SQLite would take for this one: it does not tell upper from lower case.
std::optional<std::size_t> same_name(const std::vector<FileColumn>& columns,
                                     std::string_view name) {
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (upper_case(columns[c].name) == upper_case(name)) return c;
  return std::nullopt;
}

/// A type that GeoPackage allows, for a column that people added.
std::string allowed_type(std::string_view declared) {
  const std::string upper = upper_case(declared);
  const std::string bare = upper.substr(0, upper.find('('));
  for (const char* type : {"BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "FLOAT",
                           "DOUBLE", "REAL", "TEXT", "BLOB", "DATE", "DATETIME"})
    if (bare == type) return upper;
  return "TEXT";
}

/// Moves the geometry of an older file into the CRS of the new one.
class GeometryMover {
 public:
  GeometryMover(SqliteFile& old, const GpkgFile& gpkg) : gpkg_(gpkg) {
    const auto old_srs =
        old.integer("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name='findings' LIMIT 1");
    if (!old_srs || *old_srs <= 0 || gpkg.srs_id <= 0 || *old_srs == gpkg.srs_id) return;
    const auto wkt = old.text("SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id=" +
                              std::to_string(*old_srs));
    const std::string& now = gpkg.record.crs_wkt.empty() ? gpkg.record.crs : gpkg.record.crs_wkt;
    transform_.emplace(Crs(wkt.value_or("")), Crs(now));
  }
  std::string moved(std::string_view blob) const {
    if (!transform_ || blob.empty()) return std::string(blob);
    Shapes shapes;
    if (!read_blob(blob, {}, shapes)) return {};
    transform_->apply(shapes.points);
    Shapes there;
    there.add_copy(shapes, 0);
    std::string out;
    append_blob(out, there, 0, BlobKind::any, gpkg_.srs_id, {});
    return out;
  }

 private:
  const GpkgFile& gpkg_;
  std::optional<Transform> transform_;
};

/// Where each column of the old table goes; columns that people added are added here as well.
std::vector<std::size_t> matched_columns(SqliteFile& old, LedgerTable& table) {
  std::vector<std::size_t> to;
  Statement info(old, "SELECT name, type FROM pragma_table_info(?) WHERE pk=0 AND name<>'geom'");
  info.bind(1, table.about.name);
  while (info.step()) {
    const auto known = same_name(table.about.columns, info.text(0));
    to.push_back(known.value_or(table.about.columns.size()));
    if (known) continue;
    FileColumn added;
    added.name = info.text(0);
    added.sql_type = allowed_type(info.text(1));
    added.typed_by_people = true;
    added.personal = true;  // nobody knows what people put into a column of their own
    table.about.columns.push_back(std::move(added));
  }
  return to;
}

void read_rows(SqliteFile& old, LedgerTable& table, const GeometryMover& mover) {
  if (!old.has_table(table.about.name)) return;
  const std::vector<std::size_t> to = matched_columns(old, table);
  Statement info(old, "SELECT name FROM pragma_table_info(?) WHERE pk=0 AND name<>'geom'");
  info.bind(1, table.about.name);
  std::string sql = std::string("SELECT rowid, ") + (table.about.geometry ? "geom" : "NULL");
  while (info.step()) sql += ", " + sql_name(info.text(0));
  Statement query(old, sql + " FROM " + sql_name(table.about.name) + " ORDER BY rowid");
  while (query.step()) {
    LedgerRow& row = table.rows.emplace_back();
    row.fid = query.integer(0);
    row.geometry = mover.moved(query.blob(1));
    row.cells.resize(table.about.columns.size());
    for (std::size_t c = 0; c < to.size(); ++c)
      row.cells[to[c]] = cell_of(query, static_cast<int>(c) + 2);
  }
}

/// "441424105-XFCD-0012" counts 12 for "441424105-XFCD".
void count_serial(Ledger& ledger, std::string_view finding_id) {
  const auto dash = finding_id.rfind('-');
  if (dash == std::string_view::npos) return;
  std::int64_t serial = 0;
  const auto digits = finding_id.substr(dash + 1);
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), serial);
  if (digits.empty() || parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size())
    return;
  auto& last = ledger.last_serial[std::string(finding_id.substr(0, dash))];
  last = std::max(last, serial);
}

void read_counters(SqliteFile& old, Ledger& ledger) {
  if (old.has_table(counters)) {
    Statement query(old, "SELECT prefix, last FROM ledger_counters");
    while (query.step()) ledger.last_serial[std::string(query.text(0))] = query.integer(1);
  }
  const std::size_t id = ledger.findings.find("finding_id").value();
  for (const LedgerRow& row : ledger.findings.rows) count_serial(ledger, text_of(row.cells[id]));
}

bool is_sqlite(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(15, '\0');
  in.read(head.data(), 15);
  return in && head == "SQLite format 3";
}

}  // namespace

std::optional<Ledger> read_ledger(const std::filesystem::path& file, const GpkgFile& gpkg) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  if (!is_sqlite(file)) return std::nullopt;
  SqliteFile old = SqliteFile::read(file);
  if (!old.has_table("findings") || !old.has_table("gpkg_contents")) return std::nullopt;
  Ledger ledger = empty_ledger();
  const GeometryMover mover(old, gpkg);
  for (LedgerTable* table : {&ledger.findings, &ledger.projects, &ledger.targets})
    read_rows(old, *table, mover);
  read_counters(old, ledger);
  return ledger;
}

namespace {

/// Takes the words out of the cell; true if it held one.
bool hide_words(LedgerCell& cell, std::span<const std::string> words) {
  const auto* written = std::get_if<std::string>(&cell);
  if (written == nullptr) return false;
  std::string left = without_words(*written, words);
  if (left == *written) return false;
  if (left.empty())
    cell = std::monostate();
  else
    cell = std::move(left);
  return true;
}

}  // namespace

std::size_t make_public(Ledger& ledger, std::span<const std::string> hidden_words) {
  std::size_t lost = 0;
  if (const auto publish = ledger.findings.find("publish")) {
    lost += std::erase_if(ledger.findings.rows, [&](const LedgerRow& row) {
      const auto* flag = std::get_if<std::int64_t>(&row.cells[*publish]);
      return flag != nullptr && *flag == 0;
    });
  }
  for (LedgerTable* table : {&ledger.findings, &ledger.projects, &ledger.targets}) {
    auto& columns = table->about.columns;
    for (std::size_t c = columns.size(); c-- > 0;) {
      if (!columns[c].personal) continue;
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c));
      for (LedgerRow& row : table->rows) {
        lost += row.cells[c].index() != 0 ? 1U : 0U;
        row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(c));
      }
    }
    for (LedgerRow& row : table->rows)
      for (LedgerCell& cell : row.cells) lost += hide_words(cell, hidden_words) ? 1U : 0U;
  }
  return lost;
}

namespace {

void write_rows(GpkgFile& gpkg, const LedgerTable& table, const Job& job) {
  std::vector<Box> boxes;
  std::vector<std::int64_t> fids;
  {
    Statement insert(gpkg.sqlite, insert_sql(table.about));
    for (const LedgerRow& row : table.rows) {
      int parameter = 1;
      insert.bind(parameter++, row.fid);
      if (table.about.geometry) {
        if (row.geometry.empty())
          insert.bind_missing(parameter++);
        else
          insert.bind_blob(parameter++, row.geometry);
        boxes.push_back(blob_box(row.geometry).value_or(Box{}));
        fids.push_back(row.fid);
      }
      for (const LedgerCell& cell : row.cells) bind_cell(insert, parameter++, cell);
      insert.execute();
      job.check();
    }
  }
  if (!table.about.geometry) return;
  Box extent;
  for (const Box& box : boxes) extent.add(box);
  set_extent(gpkg, table.about.name, extent);
  write_rtree(gpkg.sqlite, table.about.name, "geom", boxes, fids, {}, job);
}

void write_counters(GpkgFile& gpkg, const Ledger& ledger) {
  create_table(gpkg, {std::string(counters),
                      "serial numbers used",
                      "Last serial number of each unit and kind, so that none is used twice.",
                      std::nullopt,
                      {{"prefix", "TEXT", "beginning of the number", {}, {}, false, false},
                       {"last", "INTEGER", "last number used", {}, {}, false, false}}});
  Statement insert(gpkg.sqlite, "INSERT INTO ledger_counters(prefix,last) VALUES(?,?)");
  for (const auto& [prefix, last] : ledger.last_serial) {
    insert.bind(1, prefix);
    insert.bind(2, last);
    insert.execute();
  }
}

ColumnType column_type(std::string_view sql_type) {
  if (sql_type == "DOUBLE" || sql_type == "REAL" || sql_type == "FLOAT") return ColumnType::real;
  if (sql_type == "INTEGER" || sql_type == "BOOLEAN") return ColumnType::integer;
  return ColumnType::text;
}

}  // namespace

void write_ledger(GpkgFile& gpkg, const Ledger& ledger, std::vector<TableAbout>& written,
                  std::vector<FileTable>& declared, const Job& job) {
  for (const LedgerTable* table : {&ledger.findings, &ledger.projects, &ledger.targets}) {
    create_table(gpkg, table->about);
    write_rows(gpkg, *table, job);
    TableAbout& about = written.emplace_back();
    about.name = table->about.name;
    about.title = table->about.title;
    about.description = table->about.description;
    about.geometry = table->about.geometry ? TableGeometry::multi_polygon : TableGeometry::none;
    for (const FileColumn& column : table->about.columns)
      about.columns.push_back(
          {column.name, column_type(column.sql_type), column.title, column.unit});
    declared.push_back(table->about);
  }
  write_counters(gpkg, ledger);
}

}  // namespace firebreak::io
