#include "core/io/style_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/data_folder.hpp"

namespace firebreak::io {

namespace {

/// One table of the file with what messages need; remembers which keys were understood.
class Reader {
 public:
  Reader(const toml::table& table, std::string_view place) : table_(&table), place_(place) {}

  [[noreturn]] void fail(std::string_view key, const toml::node* at, const std::string& why) const {
    const auto line = (at != nullptr ? at->source() : table_->source()).begin.line;
    throw Error(ErrorKind::file, "{}, line {}, {}: {}", place_, line, key, why);
  }

  const toml::node* find(std::string_view key) {
    known_.emplace_back(key);
    return table_->get(key);
  }

  /// Every key that was never asked for is a mistake.
  void finish() const {
    for (const auto& [key, node] : *table_)
      if (std::find(known_.begin(), known_.end(), key.str()) == known_.end())
        fail(key.str(), &node, text("this key is not known here. Known are {}.", joined()));
  }

  void read(std::string_view key, std::string& into) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* word = node->as_string();
    if (word == nullptr) fail(key, node, text("a text in quotes is wanted."));
    into = word->get();
  }
  void read(std::string_view key, bool& into) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* truth = node->as_boolean();
    if (truth == nullptr) fail(key, node, text("true or false is wanted."));
    into = truth->get();
  }
  void read(std::string_view key, double& into, double min, double max) {
    if (const auto* node = find(key)) into = number(key, *node, min, max);
  }
  void read(std::string_view key, std::optional<double>& into, double min, double max) {
    if (const auto* node = find(key)) into = number(key, *node, min, max);
  }
  void read(std::string_view key, std::optional<Colour>& into) {
    if (const auto* node = find(key)) into = colour(key, *node);
  }
  void read(std::string_view key, Colour& into) {
    if (const auto* node = find(key)) into = colour(key, *node);
  }
  void read(std::string_view key, std::vector<double>& into, double min, double max) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr) fail(key, node, text("a list of numbers is wanted."));
    for (const auto& entry : *list) into.push_back(number(key, entry, min, max));
  }
  /// Texts or whole numbers, all kept as text.
  void read(std::string_view key, std::vector<std::string>& into) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr) fail(key, node, text("a list of texts or whole numbers is wanted."));
    for (const auto& entry : *list) {
      if (const auto* word = entry.as_string())
        into.push_back(word->get());
      else if (const auto* whole = entry.as_integer())
        into.push_back(std::to_string(whole->get()));
      else
        fail(key, &entry, text("a list of texts or whole numbers is wanted."));
    }
  }
  /// One of the words; its position is the value of the enumeration.
  template <class Enum, std::size_t n>
  void read(std::string_view key, Enum& into, const std::array<std::string_view, n>& words) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* word = node->as_string();
    const auto found =
        word == nullptr ? words.end() : std::find(words.begin(), words.end(), word->get());
    if (found == words.end()) {
      std::string all;
      for (const auto w : words) all += (all.empty() ? "" : ", ") + std::string(w);
      fail(key, node, text("one of {} is wanted.", all));
    }
    into = static_cast<Enum>(found - words.begin());
  }
  /// The tables of an array of tables, none if the key is absent.
  std::vector<Reader> tables(std::string_view key) {
    std::vector<Reader> all;
    const auto* node = find(key);
    if (node == nullptr) return all;
    const auto* list = node->as_array();
    if (list == nullptr) fail(key, node, text("tables written as [[{}]] are wanted.", key));
    for (const auto& entry : *list) {
      const auto* inner = entry.as_table();
      if (inner == nullptr) fail(key, &entry, text("tables written as [[{}]] are wanted.", key));
      all.emplace_back(*inner, place_);
    }
    return all;
  }

 private:
  double number(std::string_view key, const toml::node& node, double min, double max) const {
    const auto value = node.value<double>();
    if (!value || node.is_boolean()) fail(key, &node, text("a number is wanted."));
    if (!(*value >= min && *value <= max))
      fail(key, &node, text("{} is outside {} to {}.", *value, min, max));
    return *value;
  }

  Colour colour(std::string_view key, const toml::node& node) const {
    const auto* word = node.as_string();
    const auto read = word == nullptr ? std::nullopt : colour_from_text(word->get());
    if (!read) fail(key, &node, text("a colour as \"#rrggbb\" or \"#rrggbbaa\" is wanted."));
    return *read;
  }

  std::string joined() const {
    std::string all;
    for (const auto& key : known_) all += (all.empty() ? "" : ", ") + key;
    return all;
  }

  const toml::table* table_;
  std::string_view place_;
  std::vector<std::string> known_;
};

constexpr std::array<std::string_view, 5> hatch_words{"none", "forward", "backward", "cross",
                                                      "dots"};
constexpr std::array<std::string_view, 7> marker_words{"circle", "square",  "triangle", "diamond",
                                                       "cross",  "hydrant", "station"};

StyleRule read_rule(Reader& from) {
  constexpr double any = 1e15;
  StyleRule rule;
  from.read("title", rule.title);
  from.read("field", rule.field);
  from.read("values", rule.values);
  from.read("from", rule.from, -any, any);
  from.read("below", rule.below, -any, any);
  from.read("missing", rule.missing);
  from.read("labelled", rule.labelled);
  from.read("label_min_scale", rule.label_min_scale, 1, 1e9);
  from.read("fill", rule.symbol.fill);
  from.read("stroke", rule.symbol.stroke);
  from.read("stroke_mm", rule.symbol.stroke_mm, 0, 20);
  from.read("dash_mm", rule.symbol.dash_mm, 0.05, 100);
  from.read("hatch", rule.symbol.hatch, hatch_words);
  from.read("marker", rule.symbol.marker, marker_words);
  from.read("size_mm", rule.symbol.size_mm, 0.1, 50);
  from.finish();
  if (rule.title.empty()) from.fail("title", nullptr, text("every rule needs a title."));
  if (rule.field.empty() && (!rule.values.empty() || rule.from || rule.below || rule.missing))
    from.fail("field", nullptr, text("values, from, below and missing need a field."));
  if (rule.symbol.dash_mm.size() % 2 != 0)
    from.fail("dash_mm", nullptr, text("dashes and gaps come in pairs."));
  if (rule.symbol.hatch != Hatch::none && !rule.symbol.stroke)
    from.fail("hatch", nullptr, text("a hatch is drawn in the colour of stroke, which is absent."));
  return rule;
}

LayerStyle read_layer(Reader& from) {
  LayerStyle layer;
  from.read("table", layer.table);
  from.read("title", layer.title);
  from.read("label_field", layer.label_field);
  from.read("label_text", layer.label_text);
  from.read("min_scale", layer.min_scale, 1, 1e9);
  from.read("max_scale", layer.max_scale, 1, 1e9);
  from.read("labels", layer.labels);
  from.read("label_min_scale", layer.label_min_scale, 1, 1e9);
  from.read("label_mm", layer.label_mm, 0.5, 20);
  from.read("label_inside", layer.label_inside);
  from.read("order_field", layer.order_field);
  from.read("shown", layer.shown);
  for (Reader& rule : from.tables("rule")) layer.rules.push_back(read_rule(rule));
  from.finish();
  if (layer.table.empty()) from.fail("table", nullptr, text("every layer needs its table."));
  if (!layer.label_text.empty() && layer.label_text.find("{}") == std::string::npos)
    from.fail("label_text", nullptr, text("the place of the value, {{}}, is missing."));
  if (layer.title.empty()) from.fail("title", nullptr, text("every layer needs a title."));
  return layer;
}

bool readable(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

}  // namespace

StyleSheet parse_style_sheet(std::string_view toml, std::string_view place) {
  toml::table root;
  try {
    root = toml::parse(toml);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorKind::file, "{}, line {}, column {}: this is not valid TOML: {}.", place,
                error.source().begin.line, error.source().begin.column, error.description());
  }
  Reader from(root, place);
  StyleSheet sheet;
  from.read("name", sheet.name);
  from.read("paper", sheet.paper);
  from.read("ink", sheet.ink);
  sheet.ground = sheet.paper;
  from.read("ground", sheet.ground);
  for (Reader& layer : from.tables("layer")) sheet.layers.push_back(read_layer(layer));
  from.finish();
  return sheet;
}

StyleSheet read_style_sheet(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!readable(path) || !(content << file.rdbuf()))
    throw Error(ErrorKind::file, "{}: the style sheet cannot be read. Check the path.",
                path.string());
  StyleSheet sheet = parse_style_sheet(content.str(), path.string());
  if (sheet.name.empty()) sheet.name = path.stem().string();
  return sheet;
}

StyleSheet style_sheet(std::string_view name) {
  if (name.ends_with(".toml")) return read_style_sheet(name);
  const auto folder = styles_folder();
  const auto path = folder / (std::string(name) + ".toml");
  if (readable(path)) return read_style_sheet(path);

  std::vector<std::string> names;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  std::string all;
  for (const auto& n : names) all += (all.empty() ? "" : ", ") + n;
  throw Error(ErrorKind::usage, "{}: there is no such style sheet in {}. It has: {}.", name,
              folder.string(), all);
}

}  // namespace firebreak::io
