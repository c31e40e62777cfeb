#include "core/session/schedule_compounds.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/analysis/compounds.hpp"
#include "core/base/error.hpp"
#include "core/geo/measure.hpp"
#include "core/model/code_words.hpp"
#include "core/session/schedule_parts.hpp"

namespace firebreak {

namespace {

using Fill = ScheduleFill;

std::string count_words(const FeatureTable& table, std::string_view column, std::size_t row) {
  const auto value = number_in(table, column, row);
  return value ? fmt::format("{:.0f}", *value) : std::string(text("to be verified"));
}

std::string metres_words(const FeatureTable& table, std::string_view column, std::size_t row) {
  const auto value = number_in(table, column, row);
  return value ? fmt::format("{:.1f}", *value) : std::string(text("to be verified"));
}

/// "2/3.2/4.0/道闸2，锁闭1": how many, how wide, how high, what bars them.
std::string entrance_words(const FeatureTable& table, std::size_t row) {
  if (number_in(table, "entrances", row).value_or(0) == 0) return text("to be verified");
  // A height that nobody recorded limits nothing.
  const auto lowest = number_in(table, "lowest_m", row);
  return fmt::format(
      "{}/{}/{}/{}", count_words(table, "entrances", row), metres_words(table, "narrowest_m", row),
      lowest ? fmt::format("{:.1f}", *lowest) : "—",
      text("gates {0:.0f}, locked {1:.0f}", number_in(table, "gates", row).value_or(0),
           number_in(table, "gates_locked", row).value_or(0)));
}

/// A space for each household is reckoned with; nobody knows where one of the two is not told.
ScheduleCell spaces_lacking(const FeatureTable& table, std::size_t row) {
  const auto households = number_in(table, "households", row);
  const auto spaces = number_in(table, "parking", row);
  if (!households || !spaces) return text("to be verified");
  return std::max(0.0, *households - *spaces);
}

int rank_of(std::string_view grade) {
  return grade == "red" ? 0 : grade == "yellow" ? 1 : 2;
}

ScheduleSheet empty_sheet(double hydrant_m) {
  ScheduleSheet sheet;
  sheet.number = 7;
  sheet.title = text("Fire lanes of housing compounds: a measure for each");
  sheet.note = text("Parking spaces lacking: reckoned with one for each household");
  sheet.columns = {
      {text("Compound"), 14, Fill::words, false},
      {text("Town"), 10, Fill::words, false},
      {text("Year built"), 8, Fill::whole, false},
      {text("Property manager"), 12, Fill::words, false},
      {text("Buildings (number)"), 7, Fill::whole, true},
      {text("Households (number)"), 7, Fill::whole, true},
      {text("Entrances (number/narrowest/height limit/gates)"), 18, Fill::words, false},
      {text("Ring lane"), 10, Fill::words, false},
      {text("Buildings reached/not reached"), 11, Fill::words, false},
      {text("Buildings without ground for aerial engines"), 9, Fill::words, false},
      {text("Hydrants inside and within {:g} m", hydrant_m), 10, Fill::words, false},
      {text("Parking spaces lacking"), 8, Fill::whole, false},
      {text("Grade (red/yellow/green)"), 8, Fill::words, false},
      {text("Measures for the compound"), 26, Fill::words, false},
      {text("Lead unit"), 12, Fill::blank, false},
      {text("Time limit"), 10, Fill::blank, false},
      {text("Remarks"), 20, Fill::words, false}};
  return sheet;
}

/// "7/1"; those whose way in nobody knows stand beside.
std::string reached_words(const FeatureTable& table, std::size_t row) {
  if (!number_in(table, "buildings", row)) return text("to be verified");
  std::string words = count_words(table, "buildings_reached", row) + "/" +
                      count_words(table, "buildings_cut_off", row);
  if (const auto unknown = number_in(table, "buildings_unknown", row); unknown && *unknown > 0)
    words += text(", {:.0f} to be verified", *unknown);
  return words;
}

ScheduleCells cells_of(const FeatureTable& table, std::size_t row, std::string town) {
  const auto word = [&](std::string_view column) { return word_or_empty(table, column, row); };
  const auto wanted = [&](std::string_view column) {
    return word(column).empty() ? text("to be verified") : std::string(word(column));
  };
  const std::string_view codes = word("reason_code");
  const bool hydrants = number_in(table, "hydrants_inside", row).has_value();
  return {word("name").empty() ? std::string(word("compound_id")) : std::string(word("name")),
          words_or_nothing(town),
          number_wanted(table, "year", row),
          wanted("property"),
          number_wanted(table, "buildings", row),
          number_wanted(table, "households", row),
          entrance_words(table, row),
          std::string(code_word("ring_lane", word("ring_lane"), language())),
          reached_words(table, row),
          text("to be verified"),
          hydrants ? count_words(table, "hydrants_inside", row) + "/" +
                         count_words(table, "hydrants_near", row)
                   : text("to be verified"),
          spaces_lacking(table, row),
          std::string(code_word("grade", word("grade"), language())),
          words_or_nothing(compound_measure_words(codes, language())),
          ScheduleCell{},
          ScheduleCell{},
          words_or_nothing(compound_reason_words(codes, language()))};
}

}  // namespace

std::vector<ScheduleSheet> compound_schedule(const io::RiskFile& risk, const UnitTree& units,
                                             bool by_town, const Job& job) {
  if (!risk.has_table("compound_grades"))
    throw Error(ErrorKind::file,
                "{}: the result has no housing compounds, of which table 7 is made. Assess the "
                "lanes of a city with a layer of compounds.",
                risk.record.title);
  const FeatureTable table = risk.read_table("compound_grades", job);
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(
      order, {}, [&](std::size_t row) { return rank_of(word_or_empty(table, "grade", row)); });
  std::vector<ScheduleRow> rows;
  for (const std::size_t row : order) {
    const auto chain = units.chain_at(interior_point(table.shapes, row));
    rows.push_back({chain.empty() ? std::nullopt : std::optional(chain.front()),
                    cells_of(table, row, chain.empty() ? "" : units.name(chain.front()))});
  }
  const double near_m = risk.record.value_used<double>("lanes.compound_hydrant_m")
                            .value_or(Compounds::Params{}.compound_hydrant_m);
  return parted(empty_sheet(near_m), std::move(rows), units, by_town);
}

}  // namespace firebreak
