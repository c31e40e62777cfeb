#include <filesystem>

#include "core/base/text.hpp"
#include "core/normalise/intake.hpp"

namespace firebreak {

std::string Remembered::sentence() const {
  return text("As remembered in {} for files like {}.", path, pattern);
}

std::vector<std::string> Remembered::complaints() const {
  std::vector<std::string> out;
  const std::string file = std::filesystem::path(path).filename().string();
  for (const auto& [key, value] : unfit) {
    if (key.starts_with("fields."))
      out.push_back(
          text("{} remembers the column \"{}\" for {}; this file has no such column, so the field "
               "was recognised anew.",
               file, value, key.substr(7)));
    else if (key == "keep")
      out.push_back(
          text("{} remembers a column \"{}\" that is no field; this file has no such column.", file,
               value));
    else
      out.push_back(text("{} remembers {} = {}; that does not fit this file and was not applied.",
                         file, key, value));
  }
  return out;
}

}  // namespace firebreak
