#include "core/io/land_classes_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "core/io/data_folder.hpp"
#include "core/io/toml_reading.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

class LandClassesReading : TomlReading {
 public:
  explicit LandClassesReading(const fs::path& file) : TomlReading(file, ErrorKind::file) {}

  LandClasses read(std::string_view toml) const {
    const toml::table document =
        parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); });
    const std::vector<std::string_view> names(land_class_names.begin(), land_class_names.end());
    LandClasses out;
    for (const auto& [key, node] : document) {
      const std::string name(key.str());
      const auto found = std::ranges::find(names, name);
      if (found == names.end()) unknown(node, name, closest(name, names));
      const auto land = static_cast<LandClass>(found - names.begin());
      for (const std::string& code : texts_of(node, name))
        if (code.empty() || !out.of_code.emplace(code, land).second)
          refuse(node, name, "a list of codes, each of which stands once");
    }
    return out;
  }
};

}  // namespace

LandClasses land_classes_from(std::string_view toml, const fs::path& file) {
  return LandClassesReading(file).read(toml);
}

LandClasses land_classes_named(const fs::path& file) {
  const fs::path from = file.empty() ? data_folder() / "land_classes.toml" : file;
  return land_classes_from(text_of_file(from), from);
}

}  // namespace firebreak::io
