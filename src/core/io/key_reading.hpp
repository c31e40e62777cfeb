#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/geo/point.hpp"
#include "core/io/settings_reading.hpp"
#include "core/model/style.hpp"

namespace firebreak::io {

/// Which numbers a key takes, and how a refusal says it (English, the key of its translation).
struct NumberRange {
  double least = -std::numeric_limits<double>::max();
  double most = std::numeric_limits<double>::max();
  std::string_view wanted = "a number";
};
inline constexpr NumberRange any_number;
inline constexpr NumberRange share_range{0, 1, "a number from 0 to 1"};
inline constexpr NumberRange millimetre_range{0, 100, "a number of millimetres from 0 to 100"};
inline constexpr NumberRange scale_range{0, 1e9, "a number from 0 to 1000000000"};
inline constexpr NumberRange sheet_scale_range{100, 1e7, "a number from 100 to 10000000"};
inline constexpr NumberRange positive_range{std::numeric_limits<double>::min(), 1e6,
                                            "a number above 0 and up to 1000000"};

/// Reads the tables of a project file key by key: for each table the reader names the keys that may
/// stand in it and what takes their value. A key that is not among them, or a value that is not
/// what the key takes, is refused with file and line. `Node` and `Table` are those of toml++.
template <class Node, class Table>
class KeyReading : protected SettingsReading {
 protected:
  using SettingsReading::SettingsReading;
  using Handler = std::function<void(const Node&, const std::string& key)>;
  using Keys = std::vector<std::pair<std::string_view, Handler>>;

  void read_keys(const Table& table, const std::string& prefix, const Keys& keys) const {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      const auto known = std::ranges::find(keys, name, &Keys::value_type::first);
      if (known == keys.end()) {
        std::vector<std::string_view> names;
        for (const auto& k : keys) names.push_back(k.first);
        unknown(node, prefix + std::string(name), prefix + std::string(closest(name, names)));
      }
      known->second(node, prefix + std::string(name));
    }
  }

  /// Refuses a table that lacks a key without which it means nothing.
  void require(const Table& table, std::string_view name, bool has, std::string_view key) const {
    if (!has)
      throw Error(ErrorKind::usage, "{}, line {}: this [[{}]] needs a {}.", this->file_.string(),
                  table.source().begin.line, name, key);
  }

  std::filesystem::path resolved(const std::string& path) const {
    const std::filesystem::path given(path);
    return given.is_absolute() ? given : (this->file_.parent_path() / given).lexically_normal();
  }

  /// A text that stands for something: an empty one would be lost when the project is saved.
  std::string word_of(const Node& node, const std::string& key) const {
    std::string word = text_of(node, key);
    if (word.empty()) refuse(node, key, "a text that is not empty");
    return word;
  }
  double number_of(const Node& node, const std::string& key,
                   const NumberRange& range = any_number) const {
    const auto value = node.template value<double>();
    if (!node.is_number() || !value || !(*value >= range.least && *value <= range.most))
      refuse(node, key, range.wanted);
    return *value;
  }
  std::vector<double> numbers_of(const Node& node, const std::string& key) const {
    if (!node.is_array()) refuse(node, key, "a list of numbers");
    std::vector<double> numbers;
    for (const Node& item : *node.as_array()) numbers.push_back(number_of(item, key));
    return numbers;
  }
  /// x and y in turn.
  std::vector<Xy> places_of(const Node& node, const std::string& key) const {
    const std::vector<double> numbers = numbers_of(node, key);
    if (numbers.empty() || numbers.size() % 2 != 0) refuse(node, key, "a list of x and y in turn");
    std::vector<Xy> places;
    for (std::size_t i = 0; i < numbers.size(); i += 2)
      places.push_back({numbers[i], numbers[i + 1]});
    return places;
  }
  std::string date_of(const Node& node, const std::string& key) const {
    if (const auto* date = node.as_date()) {
      std::ostringstream out;
      out << date->get();
      return out.str();
    }
    if (!node.is_string()) refuse(node, key, "a date such as 2026-11-01");
    return word_of(node, key);
  }

  Handler text_into(std::string& where) const {
    return [this, &where](const Node& node, const std::string& key) { where = text_of(node, key); };
  }
  Handler word_into(std::string& where) const {
    return [this, &where](const Node& node, const std::string& key) { where = word_of(node, key); };
  }
  template <class Path>  // a path, or a text that holds one
  Handler path_into(Path& where) const {
    return [this, &where](const Node& node, const std::string& key) {
      const std::string given = text_of(node, key);
      if (given.empty()) refuse(node, key, "a path");
      where = Path(resolved(given).string());
    };
  }
  Handler date_into(std::string& where) const {
    return [this, &where](const Node& node, const std::string& key) { where = date_of(node, key); };
  }
  Handler crs_into(std::string& where) const {
    return [this, &where](const Node& node, const std::string& key) { where = crs_of(node, key); };
  }
  template <class Truth>  // bool or an optional one
  Handler truth_into(Truth& where) const {
    return [this, &where](const Node& node, const std::string& key) {
      if (!node.is_boolean()) refuse(node, key, "true or false");
      where = node.template value<bool>().value_or(false);
    };
  }
  template <class Number>  // double or an optional one
  Handler number_into(Number& where, NumberRange range = any_number) const {
    return [this, &where, range](const Node& node, const std::string& key) {
      where = number_of(node, key, range);
    };
  }
  Handler colour_into(std::optional<Colour>& where) const {
    return [this, &where](const Node& node, const std::string& key) {
      where = colour_from_text(text_of(node, key));
      if (!where) refuse(node, key, "a colour as \"#rrggbb\" or \"#rrggbbaa\"");
    };
  }
  template <class Corners>  // Box or an optional one
  Handler box_into(Corners& where) const {
    return [this, &where](const Node& node, const std::string& key) {
      const std::vector<Xy> corners = places_of(node, key);
      const auto wrong = [&] { refuse(node, key, "a list of four numbers: x, y, x, y"); };
      if (corners.size() != 2) wrong();
      const Box box{corners[0], corners[1]};
      if (box.empty()) wrong();
      where = box;
    };
  }
  template <class MakeKeys>
  Handler keys_into(MakeKeys make, const char* prefix) const {
    return [this, make, prefix](const Node& node, const std::string& key) {
      if (!node.is_table()) refuse(node, key, "a table");
      read_keys(*node.as_table(), prefix, make());
    };
  }
  template <class Each>
  Handler each_table(Each each) const {
    return [this, each](const Node& node, const std::string& key) {
      if (!node.is_array()) refuse(node, key, "a list of tables, each under a double bracket");
      for (const Node& item : *node.as_array()) {
        if (!item.is_table()) refuse(item, key, "a list of tables, each under a double bracket");
        each(*item.as_table());
      }
    };
  }
};

}  // namespace firebreak::io
