#include "core/io/gpkg_schema.hpp"

#include <ogr_spatialref.h>

#include <charconv>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace {

constexpr std::string_view core_tables = R"sql(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT,
  title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC,
  max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT,
  column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec121/#extension_schema',
   'read-write'),
  ('gpkg_data_column_constraints',NULL,'gpkg_schema',
   'http://www.geopackage.org/spec121/#extension_schema','read-write'),
  ('gpkg_metadata',NULL,'gpkg_metadata','http://www.geopackage.org/spec121/#extension_metadata',
   'read-write'),
  ('gpkg_metadata_reference',NULL,'gpkg_metadata',
   'http://www.geopackage.org/spec121/#extension_metadata','read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS',-1,'NONE',-1,'undefined','undefined Cartesian CRS'),
  ('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic CRS'),
  ('WGS 84 geodetic',4326,'EPSG',4326,'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]','longitude/latitude on the WGS 84 ellipsoid');
)sql";

/// The CRS as GeoPackage 1.3 wants it: WKT of version 1.
std::string wkt1(const RunRecord& record) {
  OGRSpatialReference crs;
  const std::string& known = record.crs_wkt.empty() ? record.crs : record.crs_wkt;
  if (known.empty() || crs.SetFromUserInput(known.c_str()) != OGRERR_NONE) return "undefined";
  char* wkt = nullptr;
  std::string text = "undefined";
  if (crs.exportToWkt(&wkt) == OGRERR_NONE && wkt != nullptr) text = wkt;
  CPLFree(wkt);
  return text;
}

/// The number behind "EPSG:", or that of a CRS of one's own; -1 without a CRS.
std::int32_t srs_id_of(const RunRecord& record) {
  std::int32_t code = 0;
  if (record.crs.starts_with("EPSG:")) {
    const char* first = record.crs.data() + 5;
    const char* last = record.crs.data() + record.crs.size();
    const auto parsed = std::from_chars(first, last, code);
    if (parsed.ec == std::errc{} && parsed.ptr == last && code > 0) return code;
  }
  return record.crs.empty() && record.crs_wkt.empty() ? -1 : 100000;
}

void write_crs(GpkgFile& gpkg) {
  if (gpkg.srs_id == 4326 || gpkg.srs_id == -1) return;
  const bool registered = gpkg.srs_id != 100000;
  const std::string wkt = wkt1(gpkg.record);
  Statement insert(gpkg.sqlite, "INSERT INTO gpkg_spatial_ref_sys VALUES(?,?,?,?,?,NULL)");
  insert.bind(1, registered ? gpkg.record.crs : std::string_view("CRS of the run"));
  insert.bind(2, std::int64_t{gpkg.srs_id});
  insert.bind(3, registered ? std::string_view("EPSG") : std::string_view("NONE"));
  insert.bind(4, std::int64_t{gpkg.srs_id});
  insert.bind(5, wkt);
  insert.execute();
}

void register_contents(GpkgFile& gpkg, const FileTable& table) {
  std::string identifier(translate(table.title, gpkg.language));
  {
    Statement taken(gpkg.sqlite, "SELECT 1 FROM gpkg_contents WHERE identifier=?");
    taken.bind(1, identifier);
    if (identifier.empty() || taken.step()) identifier = table.name;
  }
  Statement insert(gpkg.sqlite,
                   "INSERT INTO gpkg_contents(table_name,data_type,identifier,description,"
                   "last_change,srs_id) VALUES(?,?,?,?,?,?)");
  insert.bind(1, table.name);
  insert.bind(2, std::string_view(table.geometry ? "features" : "attributes"));
  insert.bind(3, identifier);
  insert.bind(4, table.description.empty() ? std::string_view{}
                                           : translate(table.description, gpkg.language));
  insert.bind(5, gpkg.stamp);
  if (table.geometry)
    insert.bind(6, std::int64_t{gpkg.srs_id});
  else
    insert.bind_missing(6);
  insert.execute();
  if (!table.geometry) return;
  Statement geometry(gpkg.sqlite, "INSERT INTO gpkg_geometry_columns VALUES(?,'geom',?,?,0,0)");
  geometry.bind(1, table.name);
  geometry.bind(2, geometry_type_name(*table.geometry));
  geometry.bind(3, std::int64_t{gpkg.srs_id});
  geometry.execute();
}

void write_codes(GpkgFile& gpkg, const std::string& list, std::span<const CodeWord> codes) {
  Statement insert(gpkg.sqlite,
                   "INSERT INTO gpkg_data_column_constraints VALUES(?,'enum',?,NULL,NULL,NULL,NULL,"
                   "?)");
  for (const CodeWord& word : codes) {
    const std::string words = both_languages(word.words);
    insert.bind(1, list);
    insert.bind(2, word.code);
    insert.bind(3, words);
    insert.execute();
  }
}

void register_columns(GpkgFile& gpkg, const FileTable& table) {
  Statement insert(gpkg.sqlite, "INSERT INTO gpkg_data_columns VALUES(?,?,?,?,?,NULL,?)");
  for (const FileColumn& column : table.columns) {
    if (column.title.empty()) continue;
    const std::string title = both_languages(column.title, column.unit);
    const std::string list = table.name + "_" + column.name;
    insert.bind(1, table.name);
    insert.bind(2, column.name);
    insert.bind(3, column.name);
    insert.bind(4, title);
    const std::string unit = column.unit.empty() ? "" : both_languages("unit") + ": " + column.unit;
    if (unit.empty())
      insert.bind_missing(5);
    else
      insert.bind(5, unit);
    if (column.codes.empty())
      insert.bind_missing(6);
    else
      insert.bind(6, list);
    insert.execute();
    write_codes(gpkg, list, column.codes);
  }
}

}  // namespace

GpkgFile::GpkgFile(SqliteFile& file, const RunRecord& run_record)
    : sqlite(file),
      record(run_record),
      stamp(file_stamp(run_record)),
      language(run_record.language == "zh" ? Language::zh : Language::en),
      srs_id(srs_id_of(run_record)),
      origin{run_record.origin_x_m, run_record.origin_y_m} {}

std::string with_unit(std::string_view english, std::string_view unit, Language language) {
  const std::string_view title = translate(english, language);
  return unit.empty() ? std::string(title)
                      : fmt::format("{} ({})", title, translate(unit, language));
}

std::string both_languages(std::string_view english, std::string_view unit) {
  const std::string one = with_unit(english, unit, Language::en);
  const std::string other = with_unit(english, unit, Language::zh);
  return one == other ? one : one + " / " + other;
}

void create_core_tables(GpkgFile& gpkg) {
  gpkg.sqlite.run("PRAGMA application_id=1196444487; PRAGMA user_version=10300; BEGIN;");
  gpkg.sqlite.run(std::string(core_tables));
  write_crs(gpkg);
}

void create_table(GpkgFile& gpkg, const FileTable& table) {
  std::string sql = "CREATE TABLE " + sql_name(table.name) + " (fid INTEGER PRIMARY KEY NOT NULL";
  if (table.geometry) sql += ", geom " + std::string(geometry_type_name(*table.geometry));
  for (const FileColumn& column : table.columns)
    sql += ", " + sql_name(column.name) + " " + column.sql_type;
  gpkg.sqlite.run(sql + ")");
  register_contents(gpkg, table);
  register_columns(gpkg, table);
}

void set_extent(GpkgFile& gpkg, std::string_view table, const Box& in_crs) {
  if (in_crs.empty()) return;
  Statement update(gpkg.sqlite,
                   "UPDATE gpkg_contents SET min_x=?,min_y=?,max_x=?,max_y=? WHERE table_name=?");
  update.bind(1, in_crs.min.x_m);
  update.bind(2, in_crs.min.y_m);
  update.bind(3, in_crs.max.x_m);
  update.bind(4, in_crs.max.y_m);
  update.bind(5, table);
  update.execute();
}

void write_record(GpkgFile& gpkg, const std::vector<TableAbout>& tables) {
  const std::string record = record_to_json(gpkg.record, tables);
  Statement insert(gpkg.sqlite,
                   "INSERT INTO gpkg_metadata VALUES(1,'dataset',?,'application/json',?)");
  insert.bind(1, run_record_uri);
  insert.bind(2, record);
  insert.execute();
  Statement reference(
      gpkg.sqlite,
      "INSERT INTO gpkg_metadata_reference VALUES('geopackage',NULL,NULL,NULL,?,1,NULL)");
  reference.bind(1, gpkg.stamp);
  reference.execute();
}

std::string insert_sql(const FileTable& table) {
  std::string sql = "INSERT INTO " + sql_name(table.name) + " VALUES(?";
  const std::size_t more = table.columns.size() + (table.geometry ? 1 : 0);
  for (std::size_t i = 0; i < more; ++i) sql += ",?";
  return sql + ")";
}

}  // namespace firebreak::io
