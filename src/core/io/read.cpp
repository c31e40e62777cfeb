#include "core/io/read.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/layer_tools.hpp"
#include "core/io/read_dxf.hpp"
#include "core/io/read_gpkg.hpp"
#include "core/io/read_ogr.hpp"
#include "core/io/read_osm.hpp"
#include "core/io/shapefile_length.hpp"
#include "core/io/sheet.hpp"
#include "core/io/source_files.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

bool is_one_of(const std::string& ending, std::initializer_list<std::string_view> endings) {
  return std::ranges::count(endings, ending) > 0;
}

void append(std::vector<RawLayer>& layers, std::vector<RawLayer>&& more) {
  for (RawLayer& layer : more) layers.push_back(std::move(layer));
}

/// What stands beside `path` under the same stem, e.g. the .dbf of a .shp, whatever its case.
std::vector<fs::path> siblings_of(const fs::path& path) {
  std::vector<fs::path> found;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().stem() == path.stem() && entry.is_regular_file())
      found.push_back(entry.path());
  return found;
}

/// Tells of a layer whose table of attributes is not there.
void note_lost_table(std::vector<RawLayer>& layers) {
  for (RawLayer& layer : layers) {
    Issue issue;
    issue.kind = IssueKind::missing_attribute;
    issue.severity = Severity::doubtful;
    issue.action = Action::assumed;
    issue.records = layer.size();
    issue.detail = text("there is no .dbf beside the .shp: the records have no attributes");
    issue.effect = text("Everything but the shapes is unknown; copy the .dbf too.");
    layer.issues.push_back(std::move(issue));
  }
}

/// Whether the .dbf of a .shp in a zip is there, in either case of its letters.
bool has_table_beside(const std::string& name) {
  VSIStatBufL stat{};
  for (const char* ending : {"dbf", "DBF"})
    if (VSIStatL((name.substr(0, name.size() - 3) + ending).c_str(), &stat) == 0) return true;
  return false;
}

/// A shapefile's bytes are decoded here, not by GDAL: its field names and values together tell the
/// encoding better than its .cpg.
std::vector<RawLayer> read_shapefile(const fs::path& path, const fs::path& shown,
                                     const ReadOptions& options, const Job& job) {
  const std::vector<fs::path> siblings = siblings_of(path);
  const auto has = [&](std::string_view ending) {
    return std::ranges::any_of(
        siblings, [&](const fs::path& p) { return lower_case(p.extension().string()) == ending; });
  };
  const auto read_from = [&](const fs::path& at) {
    return read_ogr(at.string(), shown, options, {"ENCODING="}, {"ESRI Shapefile"}, job);
  };
  if (ending_of(path) != ".shp") return read_from(path);
  require_whole_shapes(path.string(), shown);
  std::vector<RawLayer> layers;
  if (has(".shx")) {
    layers = read_from(path);
  } else {
    // GDAL can make the lost .shx anew, but beside the .shp: give it a folder of links to work in.
    const ScratchFolder scratch;
    for (const fs::path& p : siblings)
      fs::create_symlink(fs::absolute(p), scratch.path() / p.filename());
    const ThreadOption restore("SHAPE_RESTORE_SHX", "YES");
    layers = read_from(scratch.path() / path.filename());
  }
  if (!has(".dbf")) note_lost_table(layers);
  return layers;
}

std::vector<RawLayer> read_sqlite(const fs::path& path, const fs::path& shown,
                                  const ReadOptions& options, const Job& job) {
  if (is_geopackage(path)) return read_gpkg(path, shown, options, job);
  if (ending_of(path) == ".gpkg")
    throw Error(ErrorKind::file,
                "{}: this is a database, but not a GeoPackage (it has no table gpkg_contents). "
                "Export the data as GeoPackage.",
                shown.string());
  QuietDatabase source = quiet_database(path);
  if (!source.copy) {
    // In write-ahead mode (bytes 18 and 19 are 2) even reading makes files beside the database.
    const std::string head = first_bytes(path, 20);
    if (head.size() == 20 && (head[18] == 2 || head[19] == 2)) {
      source.copy.emplace();
      source.path = source.copy->path() / path.filename();
      fs::copy_file(path, source.path);
    }
  }
  return read_ogr(source.path.string(), shown, options, {}, {}, job);
}

std::vector<RawLayer> read_osm_layers(const fs::path& path, const ReadOptions& options,
                                      const Job& job) {
  std::vector<RawLayer> layers = read_osm(path, job);
  std::vector<std::string> names;
  for (const RawLayer& layer : layers) names.push_back(layer.layer);
  require_layers(path, names, options.layers);
  std::erase_if(layers, [&](const RawLayer& l) { return !is_wanted(options.layers, l.layer); });
  for (RawLayer& layer : layers) keep_where(layer, options.where);
  return layers;
}

/// Old office systems export text, or a web page, under the ending of Excel. True for text; a page
/// is refused.
bool is_text_in_disguise(const fs::path& path, const fs::path& shown) {
  const std::string head = first_bytes(path, 512);
  const bool wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (!wide && (head.starts_with("\xD0\xCF\x11\xE0") || head.starts_with("PK") ||
                head.find('\0') != std::string::npos))
    return false;
  const std::size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != std::string::npos && head[first] == '<')
    throw Error(ErrorKind::file,
                "{}: this is a web page under the ending of Excel. Open it in Excel and save it as "
                "an Excel workbook (.xlsx).",
                shown.string());
  return true;
}

/// Reads one file; `shown` stands in messages where it is unpacked from somewhere else.
std::vector<RawLayer> read_file(const fs::path& path, const fs::path& shown,
                                const ReadOptions& options, const Job& job) {
  const std::string ending = ending_of(path);
  if (is_one_of(ending, {".shp", ".dbf", ".shx"})) return read_shapefile(path, shown, options, job);
  if (is_one_of(ending, {".csv", ".tsv", ".txt"}) ||
      (ending == ".xls" && is_text_in_disguise(path, shown))) {
    std::vector<RawLayer> one;
    one.push_back(read_text_table(path, shown, options, job));
    return one;
  }
  if (is_one_of(ending, {".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz"}))
    return read_osm_layers(path, options, job);
  if (first_bytes(path, 15) == "SQLite format 3") return read_sqlite(path, shown, options, job);
  if (ending == ".gpkg")
    throw Error(ErrorKind::file,
                "{}: this is not a GeoPackage: it does not begin as an SQLite database does. Check "
                "what the file is and give it its right ending.",
                shown.string());
  if (ending == ".dxf") return read_dxf(path, shown, options, job);
  if (ending == ".gml") return read_ogr(path.string(), shown, options, {"WRITE_GFS=NO"}, {}, job);
  return read_ogr(path.string(), shown, options, {}, {}, job);
}

/// The data files in a zip, by their names in it: folders of a FileGDB count as one.
std::vector<std::string> zip_entries(const fs::path& path) {
  register_gdal();
  const GdalMessages messages;
  const std::string root = "/vsizip/{" + fs::absolute(path).string() + "}";
  char** list = VSIReadDirRecursive(root.c_str());
  if (list == nullptr)
    throw Error(ErrorKind::file,
                "{}: the zip cannot be opened; it is empty or damaged. Copy or pack it again.",
                path.string());
  std::vector<std::string> entries;
  for (char** entry = list; *entry != nullptr; ++entry) {
    std::string name = *entry;
    const std::size_t gdb = lower_case(name).find(".gdb/");
    if (gdb != std::string::npos) name.resize(gdb + 4);
    if (name.ends_with('/')) name.pop_back();
    const fs::path as_path(name);
    const bool hidden =
        name.starts_with("__MACOSX") || as_path.filename().string().starts_with(".");
    const std::string ending = ending_of(as_path);
    const bool data = is_one_of(
        ending, {".shp", ".gpkg",   ".geojson",  ".json", ".topojson", ".fgb", ".gdb",    ".dxf",
                 ".kml", ".gml",    ".csv",      ".tsv",  ".xlsx",     ".xls", ".ods",    ".tab",
                 ".mif", ".sqlite", ".geojsonl", ".osm",  ".osm.pbf",  ".pbf", ".osm.bz2"});
    if (data && !hidden && std::ranges::count(entries, name) == 0) entries.push_back(name);
  }
  CSLDestroy(list);
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// Unpacks one file of a zip.
fs::path unpacked(const std::string& vsi_name, const fs::path& into, const fs::path& shown) {
  const fs::path target = into / fs::path(vsi_name).filename();
  const GdalMessages messages;
  if (CPLCopyFile(target.c_str(), vsi_name.c_str()) != 0)
    throw Error(ErrorKind::file,
                "{}: {} cannot be unpacked ({}). Check the zip, and that there is space in {}.",
                shown.string(), fs::path(vsi_name).filename().string(), messages.last(),
                into.string());
  return target;
}

std::vector<RawLayer> read_zip(const fs::path& path, const ReadOptions& options, const Job& job) {
  const std::vector<std::string> entries = zip_entries(path);
  if (entries.empty())
    throw Error(ErrorKind::file,
                "{}: the zip holds no data file that can be read. Pack a shapefile (with .shp, "
                ".shx, .dbf and .prj), a GeoPackage or a table into it.",
                path.string());
  ReadOptions all = options;
  all.layers.clear();
  std::vector<RawLayer> layers;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto n = static_cast<double>(entries.size());
    const Job own = job.part(static_cast<double>(i) / n, static_cast<double>(i + 1) / n);
    const std::string name = "/vsizip/{" + fs::absolute(path).string() + "}/" + entries[i];
    const std::string ending = ending_of(entries[i]);
    if (ending == ".shp") {
      require_whole_shapes(name, path);
      auto shapes = read_ogr(name, path, all, {"ENCODING="}, {"ESRI Shapefile"}, own);
      if (!has_table_beside(name)) note_lost_table(shapes);
      append(layers, std::move(shapes));
    } else if (is_one_of(ending, {".gdb", ".tab", ".mif"})) {
      append(layers, read_ogr(name, path, all, {}, {}, own));
    } else {
      const ScratchFolder scratch;
      append(layers, read_file(unpacked(name, scratch.path(), path), path, all, own));
    }
  }
  std::vector<std::string> names;
  for (RawLayer& layer : layers) {
    layer.path = path.string();
    names.push_back(layer.layer);
  }
  require_layers(path, names, options.layers);
  std::erase_if(layers, [&](const RawLayer& l) { return !is_wanted(options.layers, l.layer); });
  return layers;
}

void require_source(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    throw Error(ErrorKind::file, "{}: there is no such file. Check the path.", path.string());
  if (fs::is_regular_file(path, error) && fs::file_size(path, error) == 0)
    throw Error(ErrorKind::file, "{}: the file is empty. Export or copy it again.", path.string());
}

std::string geometry_word(const RawLayer& layer) {
  std::array<bool, 3> has{};
  for (const PartKind kind : layer.shapes.part_kind)
    has[kind == PartKind::point ? 0 : kind == PartKind::line ? 1 : 2] = true;
  if (has[0] + has[1] + has[2] > 1) return "Geometry Collection";
  return has[0] ? "Point" : has[1] ? "Line String" : has[2] ? "Polygon" : "None";
}

}  // namespace

std::vector<RawLayer> read_source(const fs::path& path, const ReadOptions& options,
                                  const Job& job) {
  require_source(path);
  job.check();
  const std::string ending = ending_of(path);
  if (fs::is_directory(path)) {
    if (ending == ".gdb") return read_ogr(path.string(), path, options, {}, {"OpenFileGDB"}, job);
    throw Error(ErrorKind::file,
                "{}: this is a folder. Name the data files in it, or give the folder as the city.",
                path.string());
  }
  // Some old ones could be read, without what the text and blocks of a survey say.
  if (ending == ".dwg")
    throw Error(ErrorKind::file,
                "{}: a DWG drawing cannot be read. Open it in CAD, save it as DXF of AutoCAD 2004 "
                "and name that file.",
                path.string());
  if (ending == ".gdb.zip")
    return read_ogr("/vsizip/" + fs::absolute(path).string(), path, options, {}, {"OpenFileGDB"},
                    job);
  if (ending == ".zip") return read_zip(path, options, job);
  return read_file(path, path, options, job);
}

std::vector<LayerInfo> list_layers(const fs::path& path, const Job& job) {
  require_source(path);
  const std::string ending = ending_of(path);
  if (is_geopackage(path)) return list_gpkg_layers(path);
  if (is_one_of(ending, {".geojson", ".fgb", ".gdb", ".kml", ".kmz", ".topojson"}))
    return list_ogr_layers(path.string(), path);
  std::vector<LayerInfo> infos;
  for (const RawLayer& layer : read_source(path, {}, job))
    infos.push_back({layer.layer, static_cast<std::int64_t>(layer.size()), geometry_word(layer)});
  return infos;
}

}  // namespace firebreak::io
