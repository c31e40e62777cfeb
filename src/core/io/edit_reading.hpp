#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/key_reading.hpp"
#include "core/model/features.hpp"
#include "core/model/scenario.hpp"

namespace firebreak::io {

/// A word of `do` and the keys that belong to it, beside `do` and `id`; parted by spaces.
struct EditKeys {
  std::string_view what;
  std::string_view needed;
  std::string_view others = {};
};
inline constexpr std::array<EditKeys, 11> edit_keys{
    EditKeys{"add_hydrant", "at", "name kind flow_lps main_mm main_layout"},
    EditKeys{"move_hydrant", "at"},
    EditKeys{"switch_off_hydrant", ""},
    EditKeys{"switch_on_hydrant", ""},
    EditKeys{"add_obstacle", "at", "kind"},
    EditKeys{"clear_obstacle", ""},
    EditKeys{"widen_lane", "width_m"},
    EditKeys{"add_station", "at", "name"},
    EditKeys{"move_station", "at"},
    EditKeys{"switch_off_station", ""},
    EditKeys{"switch_on_station", ""}};

/// Reads a `[[scenario.edit]]`: every key of it must be one that its kind of edit uses, or it would
/// be lost when the project is saved.
template <class Node, class Table>
class EditReading : protected KeyReading<Node, Table> {
 protected:
  using Base = KeyReading<Node, Table>;
  using Base::Base;

  Edit edit_of(const Table& table) const {
    EditFields fields;
    std::vector<std::string_view> kinds;
    const auto word_of_kind = [&](const Node& node, const std::string& key) {
      fields.kind = this->word_of(node, key);
      if (std::ranges::find(kinds, fields.kind) == kinds.end())
        this->unknown(node, key + " = \"" + fields.kind + "\"", closest(fields.kind, kinds));
    };
    const auto place = [&](const Node& node, const std::string& key) {
      fields.places = this->places_of(node, key);
      if (fields.places.size() != 1 && fields.what != "add_obstacle")
        this->refuse(node, key, "a list of one x and one y");
    };
    const auto layout = [&](const Node& node, const std::string& key) {
      fields.main_layout = this->text_of(node, key);
      if (fields.main_layout != "ring" && fields.main_layout != "branch")
        this->refuse(node, key, "ring or branch");
    };
    fields.what = kind_of(table).what;
    if (fields.what == "add_hydrant")
      kinds = words_of<HydrantKind>(HydrantKind::crane, hydrant_kind_name);
    else
      kinds = words_of<ObstacleKind>(ObstacleKind::kerb, obstacle_kind_name);
    const auto known = [](const Node&, const std::string&) {};
    this->read_keys(table, "scenario.edit.",
                    {{"do", known},
                     {"id", this->word_into(fields.id)},
                     {"name", this->text_into(fields.name)},
                     {"kind", word_of_kind},
                     {"main_layout", layout},
                     {"flow_lps", this->number_into(fields.flow_lps, positive_range)},
                     {"main_mm", this->number_into(fields.main_mm, positive_range)},
                     {"width_m", this->number_into(fields.width_m, positive_range)},
                     {"at", place}});
    check_keys(table, kind_of(table));
    auto edit = edit_from(fields);
    if (!edit)
      throw Error(ErrorKind::usage, "{}, line {}: this [[scenario.edit]] makes no {}.",
                  this->file_.string(), table.source().begin.line, fields.what);
    return std::move(*edit);
  }

 private:
  template <class Kind, class Name>
  static std::vector<std::string_view> words_of(Kind last, Name name) {
    std::vector<std::string_view> words;
    for (int k = 0; k <= static_cast<int>(last); ++k) words.push_back(name(static_cast<Kind>(k)));
    return words;
  }

  const EditKeys& kind_of(const Table& table) const {
    const Node* node = table.get("do");
    this->require(table, "scenario.edit", node != nullptr, "do");
    const std::string what = this->text_of(*node, "scenario.edit.do");
    const auto found = std::ranges::find(edit_keys, what, &EditKeys::what);
    if (found != edit_keys.end()) return *found;
    std::vector<std::string_view> words;
    for (const EditKeys& kind : edit_keys) words.push_back(kind.what);
    this->unknown(*node, "scenario.edit.do = \"" + what + "\"", closest(what, words));
  }

  void check_keys(const Table& table, const EditKeys& kind) const {
    const std::string needed = "id " + std::string(kind.needed);
    for (std::size_t at = 0; at < needed.size();) {
      const std::size_t end = std::min(needed.find(' ', at), needed.size());
      const std::string key = needed.substr(at, end - at);
      if (!key.empty() && table.get(key) == nullptr)
        throw Error(ErrorKind::usage,
                    "{}, line {}: {} needs {}. Write it under this "
                    "[[scenario.edit]].",
                    this->file_.string(), table.source().begin.line, kind.what, key);
      at = end + 1;
    }
    const std::string used = " do " + needed + " " + std::string(kind.others) + " ";
    for (const auto& [key, node] : table)
      if (used.find(" " + std::string(key.str()) + " ") == std::string::npos)
        throw Error(ErrorKind::usage,
                    "{}, line {}: {} has no use for {}. Take the line out, or name another edit "
                    "in do.",
                    this->file_.string(), node.source().begin.line, kind.what,
                    std::string(key.str()));
  }
};

}  // namespace firebreak::io
