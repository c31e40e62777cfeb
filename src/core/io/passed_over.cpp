#include "core/io/passed_over.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/source_files.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view document = tr_key("a document, no table: what it lists has to be typed");
constexpr std::string_view picture = tr_key("a picture");
constexpr std::string_view raster = tr_key("a raster: it may be the background of the map");
constexpr std::string_view archive = tr_key("an archive that is not opened: unpack it");
constexpr std::string_view gis_project =
    tr_key("a project of a GIS program: its data sets are wanted");
constexpr std::string_view database =
    tr_key("a database that is not opened: export its tables as .xlsx");
constexpr std::string_view no_main_file =
    tr_key("a part of a data set whose main file is not here");

constexpr std::array<std::pair<std::string_view, std::string_view>, 38> by_ending{
    {{".doc", document},
     {".docx", document},
     {".wps", document},
     {".pdf", document},
     {".rtf", document},
     {".ppt", document},
     {".pptx", document},
     {".ofd", document},
     {".jpg", picture},
     {".jpeg", picture},
     {".png", picture},
     {".bmp", picture},
     {".gif", picture},
     {".heic", picture},
     {".webp", picture},
     {".tif", raster},
     {".tiff", raster},
     {".img", raster},
     {".ecw", raster},
     {".asc", raster},
     {".mbtiles", raster},
     {".rar", archive},
     {".7z", archive},
     {".tar", archive},
     {".gz", archive},
     {".tgz", archive},
     {".bz2", archive},
     {".qgz", gis_project},
     {".qgs", gis_project},
     {".mxd", gis_project},
     {".aprx", gis_project},
     {".wt", gis_project},
     {".mdb", database},
     {".accdb", database},
     {".udb", database},
     {".txt", tr_key("a text: if it is a table, give it the ending .csv")},
     {".et", tr_key("a table of WPS: save it as .xlsx")},
     {".docm", document}}};

/// Endings of files that stand beside a main file of the same stem.
constexpr std::array<std::string_view, 22> parts{
    ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qix", ".qmd", ".fix", ".atx",
    ".idm", ".ind", ".dat", ".map", ".id",  ".mid", ".gfs", ".xsd", ".xml", ".qml", ".sld"};

bool is_setting_of_ours(const fs::path& path) {
  return path.extension() == ".toml" || path.filename().string().ends_with(".gpkg-wal") ||
         path.filename().string().ends_with(".gpkg-shm") ||
         path.filename().string().ends_with(".gpkg-journal");
}

/// The stem that a part shares with its main file: "roads" of "roads.shp.xml".
std::string main_stem(const fs::path& path) {
  fs::path stem = path.stem();
  if (stem.has_extension()) stem = stem.stem();
  return stem.string();
}

class Looking {
 public:
  explicit Looking(const fs::path& folder) {
    for (const fs::path& path : data_files(folder)) {
      (is_risk_file(path) ? results_ : data_).insert(path);
      stems_.insert({path.parent_path(), path.stem().string()});
    }
  }

  void look_into(const fs::path& folder, bool below) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const fs::path& path = entry.path();
      const std::string name = path.filename().string();
      if (name.starts_with(".") || data_.contains(path)) continue;
      if (entry.is_directory(error)) {
        if (!below)
          look_into(path, true);
        else if (!fs::is_empty(path, error))
          tell(path, tr_key("a folder within a folder: open it by itself"));
        continue;
      }
      if (const auto reason = reason_of(path); !reason.empty()) tell(path, reason);
    }
  }

  std::vector<PassedOver> finish() {
    std::ranges::sort(found_, {}, &PassedOver::path);
    return std::move(found_);
  }

 private:
  void tell(const fs::path& path, std::string_view reason) { found_.push_back({path, reason}); }

  /// Empty for what is nobody's business.
  std::string_view reason_of(const fs::path& path) const {
    const std::string ending = lower_case(path.extension().string());
    if (results_.contains(path)) return tr_key("a result of Firebreak");
    if (path.filename().string().starts_with("~"))
      return tr_key("left by an office program that has a file open");
    if (is_setting_of_ours(path)) return {};
    if (std::ranges::count(parts, ending) > 0)
      return stems_.contains({path.parent_path(), path.stem().string()}) ||
                     stems_.contains({path.parent_path(), main_stem(path)})
                 ? std::string_view()
                 : no_main_file;
    const auto known =
        std::ranges::find(by_ending, ending, &std::pair<std::string_view, std::string_view>::first);
    return known == by_ending.end() ? std::string_view(tr_key("of a kind that is not read"))
                                    : known->second;
  }

  std::set<fs::path> data_, results_;
  std::set<std::pair<fs::path, std::string>> stems_;  ///< of data sets, by their folder
  std::vector<PassedOver> found_;
};

}  // namespace

std::vector<PassedOver> passed_over(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error) || ending_of(folder) == ".gdb" ||
      fs::exists(folder / "city.toml", error))
    return {};
  Looking looking(folder);
  looking.look_into(folder, false);
  return looking.finish();
}

}  // namespace firebreak::io
