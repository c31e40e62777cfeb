#include "core/normalise/old_looks.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "core/normalise/input_tables.hpp"

namespace firebreak {

namespace {

/// The position that an old name of a table tells; empty: it is no such name.
std::optional<std::size_t> position_in(std::string_view table) {
  constexpr std::string_view prefix = "other_";
  if (!table.starts_with(prefix)) return std::nullopt;
  std::size_t number = 0;
  const char* const end = table.data() + table.size();
  const auto read = std::from_chars(table.data() + prefix.size(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number == 0) return std::nullopt;
  return number - 1;
}

/// Finds the layers of now by the names of before.
class OldNames {
 public:
  explicit OldNames(const City& city) : names_(names_of_others(city)) {}

  bool old(std::string_view table) const {
    const auto now = [&](const OtherName& name) { return name.table == table; };
    return position_in(table) && std::ranges::none_of(names_, now);
  }
  /// Null if there is none, or more than one.
  const OtherName* find(std::string_view table, std::string_view title) const {
    const auto fits = [&](const OtherName& name) {
      return !name.table.empty() && (name.title == title || name.role == title);
    };
    const auto position = position_in(table);
    if (position && *position < names_.size() && fits(names_[*position])) return &names_[*position];
    const auto first = std::ranges::find_if(names_, fits);
    if (first == names_.end() || std::find_if(first + 1, names_.end(), fits) != names_.end())
      return nullptr;
    return &*first;
  }

 private:
  std::vector<OtherName> names_;
};

}  // namespace

std::vector<std::string> carry_old_looks(ViewSettings& view, const City& city) {
  const OldNames names(city);
  std::set<std::string> lost;
  // What was said of a layer under its new name holds; an old one beside it says nothing more.
  const auto new_name = [&](const std::string& table,
                            const std::string& title) -> const OtherName* {
    if (!names.old(table)) return nullptr;
    const OtherName* now = names.find(table, title);
    if (now == nullptr)
      lost.insert(
          text("How the layer \"{}\" ({}) looked could not be carried over from an earlier "
               "version: which layer it was is not clear. Set its look again.",
               translate(title), table));
    return now;
  };
  for (LayerView& layer : view.layers)
    if (const OtherName* now = new_name(layer.table, layer.title);
        now != nullptr && view.find(now->table, now->title) == nullptr)
      layer.table = now->table, layer.title = now->title;
  for (RuleLook& look : view.looks) {
    const OtherName* now = new_name(look.table, look.layer);
    if (now == nullptr) continue;
    // The only entry of a plain layer is called like the layer.
    const std::string rule = look.rule == look.layer ? now->title : look.rule;
    if (view.find(now->table, now->title, rule) == nullptr)
      look.table = now->table, look.layer = now->title, look.rule = rule;
  }
  return {lost.begin(), lost.end()};
}

}  // namespace firebreak
