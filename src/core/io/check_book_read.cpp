#include "core/io/check_book_read.hpp"

#include <ogrsf_frmts.h>

#include <array>
#include <list>

#include "core/base/error.hpp"
#include "core/io/check_book.hpp"
#include "core/io/gdal.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

struct Wanted {
  const char* title;
  std::string ReturnedRow::*cell;
};
constexpr std::array<Wanted, 7> wanted{{{check_column::measured, &ReturnedRow::measured},
                                        {check_column::verdict, &ReturnedRow::verdict},
                                        {check_column::photo, &ReturnedRow::photo},
                                        {check_column::person, &ReturnedRow::person},
                                        {check_column::date, &ReturnedRow::date},
                                        {check_column::remarks, &ReturnedRow::remarks},
                                        {check_column::limit, &ReturnedRow::limit}}};

bool titled(std::string_view cell, std::string_view title) {
  const std::string folded = folded_name(cell);
  if (folded.empty()) return false;
  for (const Language in : {Language::en, Language::zh})
    if (folded == folded_name(translate(title, in))) return true;
  return false;
}

/// Where the columns of one sheet stand; moved by every row that looks like a header.
struct Header {
  std::array<int, wanted.size()> at;
  bool found = false;
  Header() { at.fill(-1); }

  bool take(const std::vector<std::string>& cells) {
    std::array<int, wanted.size()> here;
    here.fill(-1);
    int hits = 0;
    for (std::size_t c = 0; c < cells.size(); ++c)
      for (std::size_t w = 0; w < wanted.size(); ++w)
        if (here[w] < 0 && titled(cells[c], wanted[w].title)) {
          here[w] = static_cast<int>(c);
          ++hits;
        }
    if (hits < 3) return false;
    at = here;
    found = true;
    return true;
  }
};

std::string trimmed(const char* text) {
  std::string out(text);
  while (!out.empty() && static_cast<unsigned char>(out.back()) <= ' ') out.pop_back();
  std::size_t from = 0;
  while (from < out.size() && static_cast<unsigned char>(out[from]) <= ' ') ++from;
  return out.substr(from);
}

void read_sheet(OGRLayer& layer, std::vector<ReturnedRow>& out, bool& any_id) {
  Header header;
  layer.ResetReading();
  while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
    std::vector<std::string> cells;
    for (int f = 0; f < feature->GetFieldCount(); ++f)
      cells.push_back(feature->IsFieldSetAndNotNull(f) ? trimmed(feature->GetFieldAsString(f))
                                                       : "");
    if (header.take(cells)) continue;
    ReturnedRow row;
    row.sheet = layer.GetName();
    row.row = feature->GetFID();
    for (const std::string& cell : cells)
      if (auto key = check_key_from(cell)) row.key = std::move(key);
    any_id = any_id || row.key.has_value();
    if (!header.found) continue;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      const int at = header.at[w];
      if (at >= 0 && static_cast<std::size_t>(at) < cells.size())
        row.*wanted[w].cell = cells[static_cast<std::size_t>(at)];
    }
    if (!row.measured.empty() || !row.verdict.empty()) out.push_back(std::move(row));
  }
}

}  // namespace

std::vector<ReturnedRow> read_check_book(const std::filesystem::path& path) {
  register_gdal();
  const GdalMessages messages;
  // Cells as texts, the first row like any other.
  std::list<ThreadOption> plain;
  for (const char* driver : {"XLSX", "ODS", "XLS"}) {
    plain.emplace_back(std::string("OGR_") + driver + "_HEADERS", "DISABLE");
    plain.emplace_back(std::string("OGR_") + driver + "_FIELD_TYPES", "STRING");
  }
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    throw Error(ErrorKind::file, "{}: no such file.", path.string());
  const Dataset book = try_open_vector(path.string(), {}, {"XLSX", "ODS", "XLS"});
  if (!book)
    throw Error(ErrorKind::file,
                "{}: this is no workbook that can be read. Save it as .xlsx and try again.",
                path.string());
  std::vector<ReturnedRow> rows;
  bool any_id = false;
  for (OGRLayer* sheet : book->GetLayers()) read_sheet(*sheet, rows, any_id);
  if (!any_id)
    throw Error(
        ErrorKind::file,
        "{}: no row of a field-check list is in it (the column \"{}\" is missing). Take the "
        "workbook that firebreak fieldcheck export wrote.",
        path.string(), translate(check_column::id));
  return rows;
}

}  // namespace firebreak::io
