#include "gui/verdict_bars.hpp"

#include <QColor>
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>

#include "core/model/cells.hpp"
#include "core/model/summary_row.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// One part of a bar: the word that it counts, and the column of `unit_summary` with the count of a
/// unit; no column: what is left of its buildings.
struct Kind {
  const char* word;
  const char* title;
  const char* meaning;
  const char* by_unit;
  bool muted = false;  ///< beside a worse part of the same colour
};

constexpr Kind hydrant_kinds[] = {
    {"fail", tr_key("fails"), "fail", "hydrant_fail"},
    {"marginal", tr_key("near the limit"), "marginal", "hydrant_marginal"},
    {"unknown", tr_key("to be checked"), "unknown", "hydrant_unknown"},
    {"pass", tr_key("passes"), "pass", "hydrant_pass"}};
constexpr Kind water_kinds[] = {
    {"G0", tr_key("no water (G0)"), "fail", "water_g0"},
    {"G1", tr_key("too little water (G1)"), "fail", "water_g1", true},
    {"G2", tr_key("short if one source fails (G2)"), "marginal", "water_g2"},
    {"unknown", tr_key("to be checked"), "unknown", "water_unknown"},
    {"G3", tr_key("enough water (G3)"), "pass", "water_g3"}};
constexpr Kind way_kinds[] = {{"yes", tr_key("cut off"), "fail", "cut_off"},
                              {"unknown", tr_key("to be checked"), "unknown", "cut_off_unknown"},
                              {"no", tr_key("within reach of the engine"), "pass", nullptr}};
constexpr Kind lane_kinds[] = {{"fail", tr_key("fails"), "fail", nullptr},
                               {"marginal", tr_key("near the limit"), "marginal", nullptr},
                               {"unknown", tr_key("to be checked"), "unknown", nullptr},
                               {"pass", tr_key("passes"), "pass", nullptr}};

struct Split {
  const char* title;
  MeasureColumn column;
  std::span<const Kind> kinds;
};

const Split& split_of(Measure measure) {
  static const std::array<Split, 4> splits{
      {{tr_key("Hydrant cover of buildings"), {"building_risk", "hydrant_verdict"}, hydrant_kinds},
       {tr_key("Water for buildings"), {"building_risk", "water_verdict"}, water_kinds},
       {tr_key("Way in to buildings"), {"building_risk", "cut_off"}, way_kinds},
       {tr_key("Clear width of fire lanes"), {"fire_lanes", "verdict"}, lane_kinds}}};
  return splits[static_cast<std::size_t>(measure)];
}

/// The colour laid thinly on the theme's ground.
QColor muted(const QColor& colour, const std::string& theme) {
  constexpr int share_of_256 = 154;
  const int ground = theme == "dark" ? 0x20 : 0xff;
  const auto mixed = [](int full, int under) {
    return (share_of_256 * full + (256 - share_of_256) * under) / 256;
  };
  return {mixed(colour.red(), ground), mixed(colour.green(), ground), mixed(colour.blue(), ground)};
}

ShareBars::Part part_of(const Kind& kind, double count, const std::string& theme) {
  ShareBars::Part part;
  part.id = kind.word;
  part.title = words(kind.title);
  part.count = count;
  part.colour = meaning_colour(kind.meaning, theme);
  if (kind.muted) part.colour = muted(part.colour, theme);
  part.hatched = std::string_view(kind.word) == "unknown";
  return part;
}

/// The bar of one unit; without parts if the summary does not hold the measure.
ShareBars::Bar bar_of_unit(const FeatureTable& summary, std::size_t row, const Split& split,
                           const std::string& theme) {
  ShareBars::Bar bar;
  const auto all = number_in(summary, "buildings", row);
  if (!all) return bar;
  double told = 0;
  for (const Kind& kind : split.kinds) {
    if (kind.by_unit == nullptr) {
      bar.parts.push_back(part_of(kind, *all - told, theme));
      continue;
    }
    const auto count = number_in(summary, kind.by_unit, row);
    if (!count) return {};
    told += *count;
    bar.parts.push_back(part_of(kind, *count, theme));
  }
  return bar;
}

/// What lies in no unit: no town answers for it, and it must not get out of sight.
std::optional<ShareBars::Bar> bar_outside(const FeatureTable& summary, const Split& split,
                                          const std::string& theme) {
  for (std::size_t row = 0; row < summary.rows(); ++row) {
    if (!word_or_empty(summary, "unit_id", row).empty()) continue;
    ShareBars::Bar bar = bar_of_unit(summary, row, split, theme);
    if (bar.parts.empty() || number_in(summary, "buildings", row).value_or(0) == 0) continue;
    bar.id = outside_all_units;
    bar.title = words("Outside all units");
    return bar;
  }
  return std::nullopt;
}

/// What lies in a unit and in none of those below it, whose bars are given: no community answers
/// for it. Its id is that of the unit.
std::optional<ShareBars::Bar> bar_between(const FeatureTable& summary, const Units::Unit& unit,
                                          const std::vector<ShareBars::Bar>& below,
                                          const Split& split, const std::string& theme) {
  const auto row = summary_row(summary, unit.id);
  if (!row || below.empty()) return std::nullopt;
  ShareBars::Bar bar = bar_of_unit(summary, *row, split, theme);
  double all = 0;
  for (std::size_t part = 0; part < bar.parts.size(); ++part) {
    for (const ShareBars::Bar& other : below) bar.parts[part].count -= other.parts[part].count;
    all += bar.parts[part].count;
  }
  if (all <= 0) return std::nullopt;
  bar.id = unit.id;
  bar.title = words("In none of the units of {}", unit.name);
  return bar;
}

double share_failing(const ShareBars::Bar& bar, std::span<const Kind> kinds) {
  double all = 0;
  double failing = 0;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    all += bar.parts[k].count;
    if (std::string_view(kinds[k].meaning) == "fail") failing += bar.parts[k].count;
  }
  return all > 0 ? failing / all : -1;
}

}  // namespace

const char* measure_title(Measure measure) {
  return split_of(measure).title;
}

MeasureColumn column_of(Measure measure) {
  return split_of(measure).column;
}

std::vector<Measure> measures_of(const Document& document) {
  std::vector<Measure> measures;
  for (const Measure measure :
       {Measure::hydrants, Measure::water, Measure::way_in, Measure::lanes}) {
    const MeasureColumn at = column_of(measure);
    const TablePtr table = document.table(at.table);
    const Column* column = table ? table->column(at.column) : nullptr;
    if (column != nullptr && column->type == ColumnType::text) measures.push_back(measure);
  }
  return measures;
}

ShareBars::Bar verdict_bar(const Document& document, Measure measure) {
  const Split& split = split_of(measure);
  ShareBars::Bar bar;
  bar.title = words(split.title);
  const TablePtr table = document.table(split.column.table);
  if (!table) return bar;
  const auto& counts = document.counts_in_unit(table, split.column.column);
  for (const Kind& kind : split.kinds)
    bar.parts.push_back(part_of(kind, static_cast<double>(counts.of(kind.word)), document.theme()));
  return bar;
}

std::vector<ShareBars::Bar> bars_by_unit(const Document& document, Measure measure) {
  const Split& split = split_of(measure);
  const TablePtr summary = document.table("unit_summary");
  // Lanes are not summed by unit.
  if (!summary || std::ranges::none_of(split.kinds, &Kind::by_unit)) return {};
  const auto& units = document.units().list;
  const std::string& shown = document.project().view.unit;
  std::unordered_map<std::string_view, std::size_t> row_of;
  for (std::size_t row = 0; row < summary->rows(); ++row)
    row_of.emplace(word_or_empty(*summary, "unit_id", row), row);
  std::vector<ShareBars::Bar> bars;
  for (const Units::Unit& unit : units) {
    const std::string above = unit.parent ? units[*unit.parent].id : std::string();
    if (above != shown) continue;
    const auto row = row_of.find(unit.id);
    if (row == row_of.end()) continue;
    ShareBars::Bar bar = bar_of_unit(*summary, row->second, split, document.theme());
    if (bar.parts.empty()) return {};
    bar.id = unit.id;
    bar.title = to_qt(unit.name);
    bars.push_back(std::move(bar));
  }
  if (shown.empty())
    if (auto outside = bar_outside(*summary, split, document.theme()))
      bars.push_back(std::move(*outside));
  if (const Units::Unit* within = document.units().find(shown))
    if (auto between = bar_between(*summary, *within, bars, split, document.theme()))
      bars.push_back(std::move(*between));
  if (bars.size() < 2) return {};
  std::ranges::stable_sort(bars, std::greater(), [&](const ShareBars::Bar& bar) {
    return share_failing(bar, split.kinds);
  });
  return bars;
}

}  // namespace firebreak::gui
