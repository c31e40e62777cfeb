#include "gui/intake_words.hpp"

#include <filesystem>

#include "core/io/source_files.hpp"
#include "core/model/role.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

QString joined(const std::vector<std::string>& texts, const char* between) {
  QString all;
  for (const std::string& text : texts) all += (all.isEmpty() ? "" : between) + to_qt(text);
  return all;
}

QString field_words(std::string_view field) {
  return word_of(field == "status" ? "state" : field);
}

QString file_name(const std::string& path) {
  return to_qt(std::filesystem::path(path).filename().string());
}

QString layer_name(const std::string& layer, const std::string& path) {
  const std::string ending = io::ending_of(path);
  const bool osm = ending.starts_with(".osm") || ending == ".pbf";
  return osm && role_from_name(layer) ? word_of(layer) : to_qt(layer);
}

QString counts_of(const ColumnReport& report) {
  QString out = words("{} read", report.read + report.assumed);
  if (report.unread > 0) out += ", " + words("{} not understood", report.unread);
  return out;
}

QString not_read_of(const ColumnReport& report) {
  QString out;
  for (const ValueExample& example : report.examples)
    out += to_qt(example.cell) + " → " + to_qt(example.meaning) + "\n";
  for (const ValueCount& value : report.not_read)
    out += words("not understood: {} ({})", value.cell, value.count) + "\n";
  return out.trimmed();
}

}  // namespace firebreak::gui
