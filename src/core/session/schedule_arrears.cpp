#include "core/session/schedule_arrears.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/session/schedule_cells.hpp"

namespace firebreak {

namespace {

using Cells = ScheduleCells;
using Fill = ScheduleFill;

/// "12–15", or one number where both are printed the same.
std::string range_words(double least, double most) {
  const std::string low = fmt::format("{:.0f}", least), high = fmt::format("{:.0f}", most);
  return low == high ? low : low + "–" + high;
}

ScheduleCell range(std::optional<double> least, std::optional<double> most) {
  if (!least || !most) return {};
  const std::string words = range_words(*least, *most);
  if (words.find("–") == std::string::npos) return *most;
  return words;
}

/// How many hydrants close the stretches beyond the spacing, and how many of the buildings count as
/// a person set them.
ScheduleCell remark(std::optional<double> least, std::optional<double> most, double overridden) {
  std::string words;
  if (least && most && *most > 0)
    words = text("{:.0f} to {:.0f} hydrants close the stretches beyond the spacing", *least, *most);
  if (overridden > 0) {
    if (!words.empty()) words += language() == Language::zh ? "；" : "; ";
    words += text(for_count(overridden, tr_key("{:.0f} building counts as a person set it"),
                            tr_key("{:.0f} buildings count as a person set them")),
                  overridden);
  }
  return words.empty() ? ScheduleCell{} : ScheduleCell{words};
}

ScheduleSheet empty_sheet(const RunRecord& record, bool targets, bool mains, bool land) {
  ScheduleSheet sheet;
  sheet.number = 4;
  sheet.title = text("Arrears of municipal hydrants by town");
  sheet.columns = {
      {text("Town"), 12, Fill::words, false},
      {text("Built-up area (km²)"), 9, land ? Fill::hundredths : Fill::words, land},
      {text("Municipal streets (km)"), 9, Fill::hundredths, true},
      {text("Streets with a main (km)"), 9, mains ? Fill::hundredths : Fill::words, mains},
      {text("Wanted (least–most)"), 10, Fill::whole, false},
      {text("There"), 7, Fill::whole, true},
      {text("of them working"), 8, Fill::whole, true},
      {text("Share working (%)"), 8, Fill::per_cent, false},
      {text("Lacking in number (least–most)"), 10, Fill::whole, false},
      {text("To be repaired"), 8, Fill::whole, true},
      {text("Stretches beyond the spacing of {:g} m (number/m)",
            record.value_used<double>("hydrants.spacing_m").value_or(120)),
       11, Fill::words, false},
      {text("Covered (land %/buildings %)"), 11, Fill::words, false},
      {text("Target"), 8, targets ? Fill::whole : Fill::blank, targets},
      {text("Done"), 8, targets ? Fill::words : Fill::blank, false},
      {text("Done (%)"), 8, targets ? Fill::words : Fill::blank, false},
      {text("Rank by buildings covered"), 8, Fill::whole, false},
      {text("Remarks"), 14, Fill::words, false}};
  if (targets)
    sheet.note = text(
        "Targets are local ones, no rule of a code; each is read as hydrants in place and as "
        "newly built");
  return sheet;
}

/// What table 4 tells of a town, of what lies in none, or of all together.
struct TownFigures {
  std::optional<double> streets_m, unpiped_m, needed_least, needed_most, working, broken,
      lacking_least, lacking_most, close_least, close_most, target, owned, built_least, built_most;
  bool new_untold = false;        ///< there is a target of which nobody knows what is new
  std::optional<double> land_m2;  ///< built-up; none where it is not given
  double land_covered_m2 = 0;
  double buildings = 0, covered = 0, gap_m = 0, overridden = 0;
  std::optional<double> gaps;  ///< none where the spacing was not judged

  TownFigures(const FeatureTable& units, std::size_t row) {
    const auto figure = [&](const char* column) { return number_in(units, column, row); };
    streets_m = figure("streets_m");
    unpiped_m = figure("streets_without_main_m");
    needed_least = figure("hydrants_needed_least");
    needed_most = figure("hydrants_needed_most");
    working = figure("hydrants_on_streets");
    broken = figure("hydrants_out_of_order");
    lacking_least = figure("hydrant_arrears_least");
    lacking_most = figure("hydrant_arrears_most");
    close_least = figure("hydrants_for_gaps_least");
    close_most = figure("hydrants_for_gaps_most");
    target = figure("target_hydrants");
    owned = figure("target_owned");
    built_least = figure("target_built_least");
    built_most = figure("target_built_most");
    new_untold = target && !(built_least && built_most);
    land_m2 = figure("built_up_m2");
    land_covered_m2 = land_m2.value_or(0) * figure("built_up_covered_percent").value_or(0) / 100;
    overridden = figure("hydrant_overridden").value_or(0);
    covered = figure("hydrant_pass").value_or(0);
    for (const char* column :
         {"hydrant_pass", "hydrant_marginal", "hydrant_fail", "hydrant_unknown"})
      buildings += figure(column).value_or(0);
  }
  void add(const TownFigures& more) {
    const auto sum = [](std::optional<double>& to, const std::optional<double>& from) {
      if (from) to = to.value_or(0) + *from;
    };
    sum(streets_m, more.streets_m);
    sum(unpiped_m, more.unpiped_m);
    sum(needed_least, more.needed_least);
    sum(needed_most, more.needed_most);
    sum(working, more.working);
    sum(broken, more.broken);
    sum(lacking_least, more.lacking_least);
    sum(lacking_most, more.lacking_most);
    sum(close_least, more.close_least);
    sum(close_most, more.close_most);
    sum(target, more.target);
    sum(owned, more.owned);
    new_untold = new_untold || more.new_untold;
    sum(built_least, more.built_least);
    sum(built_most, more.built_most);
    sum(land_m2, more.land_m2);
    land_covered_m2 += more.land_covered_m2;
    overridden += more.overridden;
    buildings += more.buildings;
    covered += more.covered;
    sum(gaps, more.gaps);
    gap_m += more.gap_m;
  }
  bool empty() const {
    return buildings == 0 && land_m2.value_or(0) == 0 && gaps.value_or(0) == 0 &&
           streets_m.value_or(0) == 0 && working.value_or(0) == 0 && broken.value_or(0) == 0;
  }
  /// What there is for the target, in both readings; `of` 100: in per cent of it.
  ScheduleCell done(double of) const {
    if (!target || !owned || *target <= 0) return {};
    const double scale = of > 0 ? of / *target : 1;
    if (new_untold) return text("{:.0f} in place, newly built not told", scale * *owned);
    return text("{0:.0f} in place, {1} newly built", scale * *owned,
                range_words(scale * built_least.value_or(0), scale * built_most.value_or(0)));
  }
  /// Kilometres of street with a main; without a layer of mains nobody knows.
  ScheduleCell with_main() const {
    if (!streets_m || !unpiped_m) return text("to be verified");
    return std::max(0.0, *streets_m - *unpiped_m) / 1000;
  }
  std::string land_share() const {
    if (!land_m2) return text("to be verified");
    return *land_m2 > 0 ? fmt::format("{:.1f}", 100 * land_covered_m2 / *land_m2) : "—";
  }
  double share() const { return buildings > 0 ? 100 * covered / buildings : -1; }

  Cells cells(std::string name, std::optional<double> rank) const {
    const double there = working.value_or(0) + broken.value_or(0);
    const auto number = [](const std::optional<double>& value) {
      return value ? ScheduleCell{value.value_or(0)} : ScheduleCell{};
    };
    return {
        std::move(name),
        land_m2 ? ScheduleCell{*land_m2 / 1e6} : ScheduleCell{text("to be verified")},
        streets_m ? ScheduleCell{streets_m.value_or(0) / 1000} : ScheduleCell{},
        with_main(),
        range(needed_least, needed_most),
        working ? ScheduleCell{there} : ScheduleCell{},
        number(working),
        there > 0 ? ScheduleCell{100 * working.value_or(0) / there} : ScheduleCell{},
        range(lacking_least, lacking_most),
        number(broken),
        gaps ? ScheduleCell{fmt::format("{:.0f}/{:.0f}", gaps.value_or(0), gap_m)} : ScheduleCell{},
        land_share() + "/" + (share() < 0 ? "—" : fmt::format("{:.1f}", share())),
        number(target),
        done(0),
        done(100),
        rank ? ScheduleCell{rank.value_or(0)} : ScheduleCell{},
        remark(close_least, close_most, overridden)};
  }
};

}  // namespace

ScheduleSheet arrears_schedule(const io::RiskFile& risk, const UnitTree& units, const Job& job) {
  const FeatureTable* summary = units.table();
  if (summary == nullptr)
    throw Error(ErrorKind::file,
                "{}: the result has no management units, by which table 4 is made. Give their "
                "layer to assess.",
                risk.record.title);
  ScheduleSheet sheet = empty_sheet(risk.record, summary->column("target_hydrants") != nullptr,
                                    summary->column("streets_without_main_m") != nullptr,
                                    summary->column("built_up_m2") != nullptr);
  auto rows = units.towns();
  const std::size_t in_units = rows.size();
  for (std::size_t row = 0; row < summary->rows(); ++row)
    if (word_or_empty(*summary, "unit_id", row).empty()) rows.push_back(row);
  std::vector<TownFigures> towns;
  for (const std::size_t row : rows) towns.emplace_back(*summary, row);
  if (risk.has_table("hydrant_spacing")) {
    const FeatureTable spacing = risk.read_table("hydrant_spacing", job);
    for (TownFigures& town : towns) town.gaps = 0;
    for (std::size_t gap = 0; gap < spacing.rows(); ++gap) {
      if (word_or_empty(spacing, "verdict", gap) != "fail") continue;
      const auto unit = units.row(word_or_empty(spacing, "unit_id", gap));
      const std::size_t row = unit ? units.chain_of(*unit).front() : rows.back();
      const auto town = std::ranges::find(rows, row);
      if (town == rows.end()) continue;
      TownFigures& figures = towns[static_cast<std::size_t>(town - rows.begin())];
      figures.gaps = figures.gaps.value_or(0) + 1;
      figures.gap_m += number_in(spacing, "red_m", gap).value_or(0);
    }
  }
  std::optional<TownFigures> all;
  for (std::size_t t = 0; t < towns.size(); ++t) {
    if (all)
      all->add(towns[t]);
    else
      all = towns[t];
    if (t >= in_units && towns[t].empty()) continue;
    std::optional<double> rank;
    if (t < in_units && towns[t].share() >= 0)
      rank = 1.0 + static_cast<double>(std::ranges::count_if(
                       std::span(towns).first(in_units),
                       [&](const TownFigures& other) { return other.share() > towns[t].share(); }));
    sheet.rows.push_back(
        towns[t].cells(t < in_units ? units.name(rows[t]) : text("Outside all units"), rank));
  }
  if (all) sheet.totals = all->cells({}, std::nullopt);
  return sheet;
}

}  // namespace firebreak
