#include "core/analysis/hydrant_words.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/flow_classes.hpp"
#include "core/analysis/source_rule.hpp"
#include "core/base/grouped.hpp"
#include "core/base/plural.hpp"
#include "core/model/cells.hpp"
#include "core/model/code_words.hpp"

namespace firebreak {

namespace {

constexpr std::string_view account_pressure_key = "water.least_pressure_mpa";

/// One row of a table of hydrants.
struct Row {
  const FeatureTable& table;
  std::size_t row;
  const RunRecord* record;

  std::string_view word(std::string_view column) const {
    return word_in(table, column, row).value_or("?");
  }
  std::optional<double> number(std::string_view column) const {
    return number_in(table, column, row);
  }
  double count(std::string_view column) const { return number(column).value_or(0); }
  double used(std::string_view key) const {
    return record == nullptr ? 0 : record->value_used<double>(key).value_or(0);
  }
  /// What a code means in its column: "building" is a house elsewhere, a state of a hydrant here.
  std::string coded(std::string_view column, Language in) const {
    std::string said(code_word(column, word(column), in));
    if (said == word(column)) std::ranges::replace(said, '_', ' ');
    return said;
  }
};

TooLittle little_of(const Row& hydrant) {
  return hydrant.record == nullptr ? TooLittle()
                                   : too_little(hydrant.table, hydrant.row, *hydrant.record);
}

std::string standing_words(const Row& h, Language in) {
  const std::string_view verdict = h.word("verdict");
  if (verdict == verdict_name(Verdict::pass))
    return text_in(in,
                   for_count(h.count("buildings_served"),
                             tr_key("Hydrant {0} counts as a source of water: {1} building lies "
                                    "within {2:g} m, {3} with no other hydrant."),
                             tr_key("Hydrant {0} counts as a source of water: {1} buildings lie "
                                    "within {2:g} m, {3} with no other hydrant.")),
                   h.word("hydrant_id"), grouped(h.count("buildings_served")),
                   h.used("hydrants.radius_m"), grouped(h.count("sole_source_buildings")));
  if (verdict == verdict_name(Verdict::unknown))
    return text_in(in, "Whether hydrant {0} counts is not known: {1}.", h.word("hydrant_id"),
                   h.coded("reason_code", in));
  const TooLittle little = little_of(h);
  if (little.of != TooLittle::Of::nothing)
    return text_in(in, "Hydrant {0} does not count for the protection radius: {1}.",
                   h.word("hydrant_id"), too_little_words(little, in));
  return text_in(in, "Hydrant {0} does not count as a source of water: {1}.", h.word("hydrant_id"),
                 h.coded("reason_code", in));
}

/// The pressure and what it means for the water of buildings; `told_before`: the pressure itself is
/// known from what was said already.
std::string pressure_words(const Row& h, double mpa, bool told_before, Language in) {
  const double least_mpa = h.used(account_pressure_key);
  const bool too_low = mpa < least_mpa;
  if (told_before)
    return too_low ? std::string(translate("Nor does it count for the water of any building.", in))
                   : std::string();
  return too_low ? text_in(in,
                           "Its pressure of {0:g} MPa is below the {1:g} MPa asked for: it counts "
                           "for the water of no building.",
                           mpa, least_mpa)
                 : text_in(in, "Pressure: {:g} MPa.", mpa);
}

/// What only this hydrant serves; nothing where others serve it too or it is not known.
std::string sole_words(const Row& h, Language in) {
  if (h.count("sole_source_buildings") == 0) return {};
  std::vector<std::string> held;
  if (const double m2 = h.count("sole_source_floor_m2"); m2 > 0)
    held.push_back(text_in(in, "{} m² of floor", grouped(m2)));
  if (const double people = std::round(h.count("sole_source_people")); people > 0)
    held.push_back(
        text_in(in, for_count(people, tr_key("{} person"), tr_key("{} people")), grouped(people)));
  if (const double sites = h.count("sole_source_key_sites"); sites > 0)
    held.push_back(text_in(in, for_count(sites, tr_key("{} key site"), tr_key("{} key sites")),
                           grouped(sites)));
  if (held.empty()) return {};
  std::string all;
  for (const std::string& one : held)
    all += (all.empty() ? std::string() : in == Language::zh ? "，" : ", ") + one;
  return text_in(in, "In the buildings that have no other: {}.", all);
}

}  // namespace

std::vector<std::string> hydrant_facts(const FeatureTable& hydrants, std::size_t row,
                                       const RunRecord* record, Language in) {
  const Row h{hydrants, row, record};
  const bool not_on_record =
      word_in(hydrants, "status_basis", row) == basis_name(Basis::default_value);
  std::vector<std::string> told{
      not_on_record
          ? text_in(in, "Its state is not on record: it is taken as {}.", h.coded("status", in))
          : text_in(in, "State: {}.", h.coded("status", in))};
  const TooLittle::Of told_before = little_of(h).of;
  if (const auto flow = h.number("flow_lps"); flow && told_before != TooLittle::Of::flow)
    told.push_back(text_in(in, "Flow: {:g} L/s.", *flow));
  for (const FlowClass& flow_class : flow_classes())
    if (word_in(hydrants, "flow_class", row) == flow_class.name)
      told.push_back(text_in(in, "NFPA 291 class {0}: {1}.", flow_class.name,
                             translate(flow_class.colour, in)));
  if (const auto mpa = h.number("pressure_mpa"))
    if (std::string words = pressure_words(h, *mpa, told_before == TooLittle::Of::pressure, in);
        !words.empty())
      told.push_back(std::move(words));
  if (const auto main = h.number("main_mm")) told.push_back(text_in(in, "Main: {:g} mm.", *main));
  if (const auto branch = word_in(hydrants, "branch_main", row))
    told.push_back(text_in(in, "It hangs on branch main {}.", *branch));
  return told;
}

std::vector<std::string> hydrant_sentences(const FeatureTable& hydrants, std::size_t row,
                                           const RunRecord* record, Language in) {
  const Row h{hydrants, row, record};
  std::vector<std::string> told{standing_words(h, in)};
  if (std::string sole = sole_words(h, in); !sole.empty()) told.push_back(std::move(sole));
  if (const auto kept = h.number("repair_buildings"))
    told.push_back(text_in(in,
                           for_count(*kept, tr_key("Put right, it keeps {} building from failing."),
                                     tr_key("Put right, it keeps {} buildings from failing.")),
                           grouped(*kept)));
  for (std::string& fact : hydrant_facts(hydrants, row, record, in))
    told.push_back(std::move(fact));
  return told;
}

std::vector<std::string> hydrant_rule_keys(const FeatureTable& hydrants, std::size_t row,
                                           const RunRecord* record) {
  const Row h{hydrants, row, record};
  std::vector<std::string> keys{"hydrants.radius_m"};
  const std::string_view code = word_or_empty(hydrants, "reason_code", row);
  if (code == flow_too_low_code) keys.emplace_back(asked_key(TooLittle::Of::flow));
  const bool pressure = code == pressure_too_low_code;
  const std::string_view pressure_key = asked_key(TooLittle::Of::pressure);
  if (pressure) keys.emplace_back(pressure_key);
  const bool same = pressure && h.used(pressure_key) == h.used(account_pressure_key);
  if (h.number("pressure_mpa") && !same) keys.emplace_back(account_pressure_key);
  return keys;
}

}  // namespace firebreak
