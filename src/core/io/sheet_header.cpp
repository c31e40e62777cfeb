#include "core/io/sheet_header.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

constexpr std::size_t least_hits = 3;

/// A cell that holds a unit and nothing else: "(mm)", "MPa", "（米）".
bool is_unit_cell(std::string_view cell) {
  std::string plain = tidy(cell);
  if (plain.size() > 2 && plain.front() == '(' && plain.back() == ')')
    plain = plain.substr(1, plain.size() - 2);
  for (const Dimension dimension :
       {Dimension::length, Dimension::diameter, Dimension::flow, Dimension::pressure,
        Dimension::speed, Dimension::mass, Dimension::area, Dimension::money})
    if (unit_from_text(plain, dimension)) return true;
  return plain == "年" || plain == "人" || plain == "个" || plain == "户" || plain == "度";
}

std::size_t filled_cells(std::span<const std::string> row) {
  return static_cast<std::size_t>(
      std::ranges::count_if(row, [](const std::string& cell) { return !cell.empty(); }));
}

bool holds_number(std::span<const std::string> row) {
  return std::ranges::any_of(row, [](const std::string& cell) { return is_number_cell(cell); });
}

/// How many different names of the dictionary a row holds, 0 if none of them is a key.
std::size_t score(std::span<const std::string> names, const HeaderWords& words) {
  std::set<std::string> hits;
  bool key = false;
  for (const std::string& name : names) {
    if (!words.names_field(name)) continue;
    hits.insert(folded_name(name));
    key = key || words.names_key(name);
  }
  return key && hits.size() >= least_hits ? hits.size() : 0;
}

/// The name of a column under a group: together if the dictionary knows that ("消火栓" over
/// "编号"), else the lower word if it knows that, else both.
std::string joined_name(const std::string& group, const std::string& part,
                        const HeaderWords& words) {
  if (group.empty()) return part;
  if (is_unit_cell(part)) {
    const bool bracket = part.ends_with(")") || part.ends_with("）");
    return bracket ? group + part : group + "(" + part + ")";
  }
  if (words.names_field(group + part)) return group + part;
  return words.names_field(part) ? part : group + " " + part;
}

/// Two rows read as one header; none where the lower row cannot be the parts of the upper one.
std::optional<SheetHeader> joined(std::span<const std::vector<std::string>> top, std::size_t row,
                                  const HeaderWords& words, bool& units) {
  const auto& upper = top[row];
  const auto& lower = top[row + 1];
  if (filled_cells(upper) < 2 || filled_cells(lower) == 0) return std::nullopt;
  if (holds_number(upper) || holds_number(lower)) return std::nullopt;
  SheetHeader out{row, 2, {}};
  std::string group;
  units = true;
  for (std::size_t c = 0; c < std::max(upper.size(), lower.size()); ++c) {
    const std::string above = c < upper.size() ? upper[c] : std::string();
    const std::string below = c < lower.size() ? lower[c] : std::string();
    if (!above.empty()) group = above;
    if (!below.empty()) units = units && is_unit_cell(below);
    out.names.push_back(below.empty() ? above : joined_name(group, below, words));
  }
  return out;
}

}  // namespace

HeaderWords::HeaderWords(const FieldDictionary& dictionary) {
  static constexpr std::array<std::string_view, 7> keys{"id", "address", "lon",   "lat",
                                                        "x",  "y",       "lonlat"};
  for (const auto& role : dictionary.roles)
    for (const auto& entry : role.fields)
      for (const FieldName& name : entry.names) {
        fields_.insert(name.folded);
        if (std::ranges::find(keys, entry.field->name) != keys.end()) keys_.insert(name.folded);
      }
}

bool HeaderWords::names_field(std::string_view cell) const {
  return fields_.contains(std::string(name_before_unit(folded_name(cell))));
}

bool HeaderWords::names_key(std::string_view cell) const {
  return keys_.contains(std::string(name_before_unit(folded_name(cell))));
}

std::optional<SheetHeader> find_header(std::span<const std::vector<std::string>> top,
                                       const HeaderWords& words) {
  std::optional<SheetHeader> best;
  std::size_t most = 0;
  for (std::size_t row = 0; row < top.size(); ++row)
    if (const std::size_t hits = holds_number(top[row]) ? 0 : score(top[row], words); hits > most) {
      most = hits;
      best = SheetHeader{row, 1, top[row]};
    }
  // Two rows only where they know more together, or where the second names units.
  for (std::size_t row = 0; row + 1 < top.size(); ++row) {
    bool units = false;
    auto both = joined(top, row, words, units);
    if (!both) continue;
    const std::size_t hits = score(both->names, words);
    if (hits <= most && !(units && hits == most && best && best->row == row)) continue;
    most = hits;
    best = std::move(both);
  }
  return best;
}

SheetHeader header_at(std::span<const std::vector<std::string>> top, std::size_t row,
                      const HeaderWords& words) {
  const auto both =
      find_header(top.subspan(row, std::min<std::size_t>(2, top.size() - row)), words);
  if (both && both->rows == 2) return {row, 2, both->names};
  return {row, 1, top[row]};
}

bool is_closing_row(std::string_view first, std::size_t filled) {
  const std::string plain = tidy(first);
  const auto rest_of = [&](std::string_view word) {
    std::string_view rest = std::string_view(plain).substr(word.size());
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    return rest;
  };
  // "合 计" is written with blanks to fill its cell.
  std::string dense = plain;
  std::erase(dense, ' ');
  for (const std::string_view word : {"合计", "小计", "总计", "共计", "累计", "平均"})
    if (dense.starts_with(word)) return true;
  for (const std::string_view word :
       {"填报", "填表", "制表", "审核", "审批", "备注", "说明", "附注", "注", "统计人", "负责人",
        "单位负责人", "联系人", "报送人", "日期"}) {
    if (!plain.starts_with(word)) continue;
    const std::string_view rest = rest_of(word);
    // "说明路3号" and "注水站" are places: a sign follows, or nothing else stands in the row.
    if (rest.empty() || rest.find(':') != std::string_view::npos || filled <= 1) return true;
  }
  return false;
}

std::string_view trimmed_cell(std::string_view text) {
  constexpr std::string_view wide_space = "\xE3\x80\x80";  // U+3000
  constexpr std::string_view hard_space = "\xC2\xA0";      // NBSP
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    for (const std::string_view space : {wide_space, hard_space}) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), again = true;
    }
  }
  return text;
}

bool is_number_cell(std::string_view text) {
  bool digit = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digit = true;
    else if (std::string_view(" .,-+eE").find(c) == std::string_view::npos)
      return false;
  }
  return digit;
}

}  // namespace firebreak::io
