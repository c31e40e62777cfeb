#include "core/io/mapping_file.hpp"

#include <toml++/toml.h>

#include <algorithm>

#include "core/io/data_folder.hpp"
#include "core/io/toml_reading.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Reads one mapping file into a dictionary.
class MappingReading : TomlReading {
 public:
  MappingReading(const fs::path& file, FieldDictionary& dictionary)
      : TomlReading(file, ErrorKind::file), dictionary_(dictionary) {}

  void read(std::string_view toml) {
    for (const auto& [key, node] :
         parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); })) {
      const std::string group(key.str());
      if (!node.is_table()) refuse(node, group, "a table");
      const toml::table& table = *node.as_table();
      if (group == "layer_words")
        layer_words(table);
      else if (group == "telling_columns")
        telling_columns(table);
      else
        fields(role(group, node), table);
    }
  }

 private:
  Role role(const std::string& name, const toml::node& at) const {
    if (const auto found = role_from_name(name)) return *found;
    std::vector<std::string_view> known{"layer_words", "telling_columns"};
    for (std::size_t r = 0; r < role_count; ++r) known.push_back(role_name(static_cast<Role>(r)));
    unknown(at, name, closest(name, known));
  }

  void fields(Role role, const toml::table& table) const {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      auto& entries = dictionary_.of(role).fields;
      const auto entry = std::find_if(entries.begin(), entries.end(),
                                      [&](const auto& e) { return e.field->name == name; });
      if (entry == entries.end()) {
        std::vector<std::string_view> known;
        for (const Field& field : fields_of(role)) known.push_back(field.name);
        unknown(node, name, closest(name, known));
      }
      for (const std::string& text : texts_of(node, name))
        add(*entry, field_name(*entry->field, text, node));
    }
  }

  static void add(FieldDictionary::Entry& entry, FieldName name) {
    const auto same = std::find_if(entry.names.begin(), entry.names.end(),
                                   [&](const FieldName& n) { return n.folded == name.folded; });
    if (same == entry.names.end())
      entry.names.push_back(std::move(name));
    else if (same->unit == Unit::none)
      same->unit = name.unit;
  }

  /// "flow_lpm [l/min]" -> name and unit.
  FieldName field_name(const Field& field, const std::string& text, const toml::node& at) const {
    FieldName out{text, {}, Unit::none};
    if (const auto open = text.find(" ["); open != std::string::npos && text.ends_with(']')) {
      const std::string unit_text = text.substr(open + 2, text.size() - open - 3);
      const Dimension dimension =
          field.kind == FieldKind::year ? Dimension::date : info(field.quantity).dimension;
      const auto unit = unit_from_text(unit_text, dimension);
      if (!unit)
        throw Error(ErrorKind::file, "{}, line {}: {} is not a unit of {}.", file_.string(),
                    at.source().begin.line, unit_text, field.name);
      out.unit = *unit;
      out.name = text.substr(0, open);
    }
    out.folded = folded_name(out.name);
    return out;
  }

  void layer_words(const toml::table& table) const {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      auto& words = dictionary_.of(role(name, node)).layer_words;
      for (const std::string& text : texts_of(node, name)) words.push_back(folded_name(text));
    }
  }

  void telling_columns(const toml::table& table) const {
    for (const auto& [key, node] : table) {
      const auto name = node.value<std::string>();
      if (!name) refuse(node, key.str(), "a text in quotes");
      dictionary_.telling_columns.emplace_back(folded_name(key.str()), role(*name, node));
    }
  }

  FieldDictionary& dictionary_;
};

}  // namespace

void add_mapping_text(std::string_view toml, const fs::path& file, FieldDictionary& dictionary) {
  MappingReading(file, dictionary).read(toml);
}

void add_mapping(const fs::path& file, FieldDictionary& dictionary) {
  add_mapping_text(text_of_file(file), file, dictionary);
}

FieldDictionary shipped_dictionary() {
  FieldDictionary dictionary = canonical_dictionary();
  const fs::path folder = data_folder() / "mapping";
  add_mapping(folder / "generic.toml", dictionary);
  add_mapping(folder / "osm.toml", dictionary);
  return dictionary;
}

}  // namespace firebreak::io
