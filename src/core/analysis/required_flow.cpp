#include "core/analysis/required_flow.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/base/error.hpp"

namespace firebreak {

namespace {

using Rows = std::vector<FlowRow>;

/// A high-rise: a dwelling above 27 m, another building above 24 m (GB 50016-2014 2.1.1).
constexpr double high_rise_m = 24;
/// Note 4 of the table.
constexpr double doubled_above_m2 = 500000;

struct Kinds {
  bool dwelling = false;
  bool public_ = false;
  bool plant = false;
  bool store = false;
};

Kinds kinds_of(Use use) {
  switch (use) {
    case Use::residential:
    case Use::house:
      return {.dwelling = true};
    case Use::unknown:
    case Use::apartments:  // flats are dwellings, serviced apartments are not
    case Use::ancillary:
    case Use::ruin:
    case Use::construction:
      return {.dwelling = true, .public_ = true};
    case Use::industrial:
      return {.plant = true};
    case Use::storage:
    case Use::garage:
      return {.store = true};
    case Use::agricultural:
      return {.plant = true, .store = true};
    default:
      return {.public_ = true};
  }
}

void add_rows(const Kinds& kinds, std::uint8_t grade, const FlowQuestion& asked, Rows& rows) {
  const auto add = [&](std::initializer_list<FlowRow> more) { rows.insert(rows.end(), more); };
  const bool works = kinds.plant || kinds.store;
  const bool civil = kinds.dwelling || kinds.public_;
  if (grade >= 4) {
    if (works) add({FlowRow::works_de_iv});
    if (civil) add({FlowRow::civil_iv});
    return;
  }
  if (grade == 3) {
    if (works) add({FlowRow::works_bc_iii, FlowRow::works_de_iii});
    if (civil) add({FlowRow::civil_iii});
    return;
  }
  if (kinds.plant) add({FlowRow::plant_ab, FlowRow::plant_c, FlowRow::plant_de});
  if (kinds.store) add({FlowRow::store_ab, FlowRow::store_c, FlowRow::store_de});
  if (kinds.dwelling) add({FlowRow::dwelling});
  if (kinds.public_)
    add({asked.height_m.value_or(0) > high_rise_m ? FlowRow::civil_high : FlowRow::civil});
}

std::size_t volume_class(double volume_m3) {
  const auto* const found =
      std::lower_bound(flow_volumes_m3.begin(), flow_volumes_m3.end(), volume_m3);
  return static_cast<std::size_t>(found - flow_volumes_m3.begin());
}

/// The cell, or the row's last one before it; the first one there is for a smaller building.
std::optional<double> cell(const FlowLine& line, std::size_t column) {
  for (std::size_t c = column + 1; c-- > 0;)
    if (line[c]) return line[c];
  for (std::size_t c = column + 1; c < line.size(); ++c)
    if (line[c]) return line[c];
  return std::nullopt;
}

}  // namespace

FlowLine parse_flow_line(std::string_view words, std::string_view key) {
  FlowLine line;
  std::size_t column = 0;
  const char* at = words.data();
  const char* const end = words.data() + words.size();
  const auto wrong = [&] {
    return Error(ErrorKind::usage,
                 "{} = \"{}\": six flows in L/s are wanted, one for each volume of the table, - "
                 "where it has none.",
                 key, words);
  };
  while (true) {
    while (at != end && *at == ' ') ++at;
    if (at == end) break;
    if (column == line.size()) throw wrong();
    if (*at == '-') {
      ++at;
    } else {
      double lps = 0;
      const auto [after, error] = std::from_chars(at, end, lps);
      if (error != std::errc() || !(lps > 0 && lps < 1000)) throw wrong();
      line[column] = lps;
      at = after;
    }
    if (at != end && *at != ' ') throw wrong();
    ++column;
  }
  if (column != line.size() || !cell(line, 0)) throw wrong();
  return line;
}

std::string flow_line_words(std::string_view words, Language in) {
  FlowLine line;
  try {
    line = parse_flow_line(words, {});
  } catch (const Error&) {
    return std::string(words);
  }
  std::string all;
  for (std::size_t c = 0; c < line.size(); ++c) {
    const std::string flow =
        line[c] ? fmt::format("{:g}", *line[c]) : std::string(translate("none in the table", in));
    if (c > 0) all += in == Language::zh ? "，" : ", ";
    all += c < flow_volumes_m3.size()
               ? text_in(in, "up to {:.0f} m³: {}", flow_volumes_m3[c], flow)
               : text_in(in, "above {:.0f} m³: {}", flow_volumes_m3.back(), flow);
  }
  return text_in(in, "L/s by volume of the building: {}", all);
}

RequiredFlow required_flow(const FlowTable& table, const FlowQuestion& asked) {
  const Kinds kinds = kinds_of(asked.use);
  Rows rows;
  if (asked.grade)
    add_rows(kinds, *asked.grade, asked, rows);
  else
    for (const std::uint8_t grade : {std::uint8_t{1}, std::uint8_t{3}, std::uint8_t{4}})
      add_rows(kinds, grade, asked, rows);
  const std::size_t first = volume_class(asked.least_m3);
  const std::size_t last = volume_class(std::max(asked.least_m3, asked.most_m3));
  std::optional<RequiredFlow> found;
  for (const FlowRow row : rows)
    for (std::size_t column = first; column <= last; ++column) {
      const auto lps = cell(table[static_cast<std::size_t>(row)], column);
      if (!lps) continue;
      if (!found) found = RequiredFlow{*lps, *lps, row};
      found->least_lps = std::min(found->least_lps, *lps);
      if (*lps > found->most_lps) found->most_lps = *lps, found->most_row = row;
    }
  RequiredFlow flow = found.value_or(RequiredFlow{});
  if (asked.floor_area_m2 > doubled_above_m2) flow.least_lps *= 2, flow.most_lps *= 2;
  return flow;
}

}  // namespace firebreak
