#include "core/analysis/water_ledger.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/fire_class.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/radius_judge.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/analysis/verdict_inputs.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = WaterLedger::Params;
using Account = WaterLedger::Account;
using Entry = WaterLedger::Entry;

/// Ledgers are kept in single precision: 0.1 there is a little more than 0.1.
constexpr double rounding_mpa = 1e-6;
/// And flows are given to a thousandth of a litre.
constexpr double rounding_lps = 1e-3;

/// The members of the rows, in the order of `FlowRow`.
constexpr std::array<std::string Params::*, flow_row_count> rows{
    &Params::flow_plant_ab,     &Params::flow_plant_c,      &Params::flow_plant_de,
    &Params::flow_store_ab,     &Params::flow_store_c,      &Params::flow_store_de,
    &Params::flow_dwelling,     &Params::flow_civil,        &Params::flow_civil_high,
    &Params::flow_works_bc_iii, &Params::flow_works_de_iii, &Params::flow_civil_iii,
    &Params::flow_works_de_iv,  &Params::flow_civil_iv};
constexpr std::array<std::string_view, flow_row_count> row_keys{
    "water.flow_plant_ab",     "water.flow_plant_c",      "water.flow_plant_de",
    "water.flow_store_ab",     "water.flow_store_c",      "water.flow_store_de",
    "water.flow_dwelling",     "water.flow_civil",        "water.flow_civil_high",
    "water.flow_works_bc_iii", "water.flow_works_de_iii", "water.flow_civil_iii",
    "water.flow_works_de_iv",  "water.flow_civil_iv"};

/// The grade a building has by declaration or, where that is plain, by its material.
std::optional<std::uint8_t> grade_of(const Building& b) {
  if (b.fire_grade) return b.fire_grade;
  const auto fire_class = class_of_structure(b.structure, b.year_built);
  // An old house of brick and concrete may be of grade II or III.
  if (!fire_class || *fire_class == 2) return std::nullopt;
  return *fire_class == 1 ? std::uint8_t{2} : *fire_class;
}

FlowQuestion question_of(const Building& b, double footprint_m2, const Params& params) {
  FlowQuestion asked;
  asked.use = b.use;
  asked.grade = grade_of(b);
  const double storey_m = params.storey_height_m;
  if (b.floor_area_m2)
    asked.floor_area_m2 = static_cast<double>(*b.floor_area_m2);
  else if (b.storeys)
    asked.floor_area_m2 = footprint_m2 * static_cast<double>(*b.storeys);
  if (b.height_m)
    asked.height_m = static_cast<double>(*b.height_m);
  else if (b.storeys)
    asked.height_m = std::max(1.0, static_cast<double>(*b.storeys)) * storey_m;
  if (asked.height_m) {
    asked.least_m3 = asked.most_m3 = footprint_m2 * *asked.height_m;
  } else if (b.floor_area_m2) {
    asked.least_m3 = asked.most_m3 = static_cast<double>(*b.floor_area_m2) * storey_m;
  } else {
    asked.least_m3 = footprint_m2 * storey_m;
    asked.most_m3 = footprint_m2 * storey_m * params.unknown_storeys_most;
  }
  return asked;
}

Verdict verdict_of(WaterClass water) {
  return water == WaterClass::g3   ? Verdict::pass
         : water == WaterClass::g2 ? Verdict::marginal
                                   : Verdict::fail;
}

/// The largest management unit that holds a place; one past the units for what lies in none.
std::size_t town_at(const City& city, Xy at) {
  auto unit = unit_at(city, at);
  while (unit && (*city.units)[unit->value].parent) unit = (*city.units)[unit->value].parent;
  return unit ? unit->value : city.units->size();
}

/// What each hydrant may give wherever it stands; nothing for one that gives to nobody. A town of
/// which no hydrant has a flow is reckoned in the simplified way, whatever others have. What a plan
/// adds, switches or repairs does not change how: it would take water from buildings it leaves
/// alone.
class Sources {
 public:
  Sources(const City& city, const Params& params)
      : flows_(city.hydrants->size()), has_flows_(city.units->size() + 1) {
    const auto& hydrants = *city.hydrants;
    for (const Hydrant& h : hydrants.rows) {
      town_.push_back(town_at(city, h.at));
      if ((h.flow_lps || h.flow_below_lps) && !h.added_by_plan()) has_flows_[town_.back()] = 1;
    }
    for (std::size_t h = 0; h < flows_.size(); ++h) flows_[h] = source_of(h, hydrants[h], params);
  }

  /// Nowhere has a hydrant of the data a flow.
  bool all_simplified() const {
    return std::find(has_flows_.begin(), has_flows_.end(), 1) == has_flows_.end();
  }
  bool simplified(std::size_t h) const { return has_flows_[town_[h]] == 0; }
  bool any_simplified() const {
    for (std::size_t h = 0; h < flows_.size(); ++h)
      if (flows_[h] && simplified(h)) return true;
    return false;
  }
  const std::optional<WaterSource>& operator[](std::size_t h) const { return flows_[h]; }
  const std::vector<std::optional<WaterSource>>& all() const { return flows_; }

 private:
  std::optional<WaterSource> source_of(std::size_t row, const Hydrant& h,
                                       const Params& params) const {
    const CountsAs counts = counts_as(h, {.exclude_doubtful = params.exclude_doubtful});
    if (counts == CountsAs::nothing) return std::nullopt;
    if (WaterLedger::lacks_pressure(h, params)) return std::nullopt;
    WaterSource source;
    source.least_lps = std::min(params.hydrant_flow_lps, params.hydrant_flow_most_lps);
    source.most_lps = params.hydrant_flow_most_lps;
    source.layout = h.main_layout;
    const FlowRules& rules = params.rules;
    const double main_mm = h.main_mm ? static_cast<double>(*h.main_mm) : 0;
    const double measured_lps =
        h.flow_lps ? std::min(static_cast<double>(*h.flow_lps), params.hydrant_flow_most_lps) : 0;
    if (h.flow_lps && !h.repaired) {
      if (measured_lps + rounding_lps < rules.least_source_lps) return std::nullopt;
      source.least_lps = source.most_lps = measured_lps;
    } else if (h.flow_below_lps && !h.repaired) {
      source.least_lps = 0;
      source.most_lps = std::min(static_cast<double>(*h.flow_below_lps), source.most_lps);
    } else if (h.main_mm && rules.full_main_mm > 0 && main_mm >= rules.full_main_mm) {
      source.least_lps = source.most_lps;
    } else if (h.main_mm && main_mm < rules.least_main_mm) {
      source.most_lps = source.least_lps;
      source.least_lps = 0;
    }
    // No repair makes it give less than it did.
    source.least_lps = std::max(source.least_lps, h.repaired ? measured_lps : 0);
    source.most_lps = std::max(source.most_lps, source.least_lps);
    if (counts == CountsAs::perhaps) source.least_lps = 0;
    if (source.most_lps <= 0 || source.most_lps + rounding_lps < rules.least_source_lps)
      return std::nullopt;
    if (source.least_lps + rounding_lps < rules.least_source_lps) source.least_lps = 0;
    // A tank or a bank hangs on no main.
    const bool on_main = h.kind == HydrantKind::hydrant || h.kind == HydrantKind::crane;
    const bool unknown = source.layout == MainLayout::unknown;
    if (!on_main || (unknown && simplified(row))) source.layout = MainLayout::ring;
    if (source.layout == MainLayout::branch && h.branch_main) source.branch = *h.branch_main;
    return source;
  }

  std::vector<std::optional<WaterSource>> flows_;
  std::vector<std::size_t> town_;        ///< of each hydrant
  std::vector<std::uint8_t> has_flows_;  ///< of each town, 1: a hydrant of it has one
};

/// Finds what may be counted for one building after another. One object per thread.
class Accountant {
 public:
  Accountant(const City& city, const Params& params, const FlowTable& table, const Sources& sources,
             const DistanceSlack& slack)
      : city_(city), params_(params), table_(table), sources_(sources), slack_(slack) {}

  Account account(std::uint32_t b, std::vector<Entry>& entries) {
    Account out;
    const Building& building = (*city_.buildings)[b];
    if (building.obstacle_only || city_.buildings->shapes.boxes[b].empty()) return out;
    const std::size_t before = entries.size();
    find(b, entries);
    counted_.clear();
    for (std::size_t e = before; e < entries.size(); ++e) {
      counted_.push_back(entries[e].source);
      ++out.sources;
      const Hydrant& hydrant = (*city_.hydrants)[entries[e].hydrant.value];
      out.private_sources += hydrant.owner == Owner::private_ ? 1U : 0U;
      out.simplified += sources_.simplified(entries[e].hydrant.value) ? 1U : 0U;
    }
    const auto on_branch = static_cast<std::size_t>(params_.branch_credit_hydrants);
    out.on_branch = static_cast<std::uint32_t>(on_one_branch(counted_));
    if (params_.rules.method == FlowMethod::gb_table) {
      out.required = required_flow(table_, question(b));
      out.required_key = flow_row_key(out.required.most_row);
    } else {
      const FlowNeed need = flow_need(params_.rules, flow_case(b));
      out.required.least_lps = need.least_lps;
      out.required.most_lps = need.most_lps;
      out.required_key = need.key;
    }
    out.worst = supply_at_worst(counted_, on_branch);
    out.best = supply_at_best(counted_, on_branch);
    out.at_worst = water_class(out.worst, out.required.most_lps);
    out.at_best = water_class(out.best, out.required.least_lps);
    const Verdict worst = verdict_of(out.at_worst);
    out.verdict = worst == verdict_of(out.at_best) ? worst : Verdict::unknown;
    return out;
  }

 private:
  FlowQuestion own_question(std::uint32_t b) const {
    return question_of((*city_.buildings)[b], area_m2(city_.buildings->shapes, b), params_);
  }

  /// With the larger of the buildings that adjoin it (note 1 of the table), which may or may not
  /// count as one with it.
  FlowQuestion question(std::uint32_t b) const {
    FlowQuestion asked = own_question(b);
    const Shapes& shapes = city_.buildings->shapes;
    const double limit2 = params_.party_wall_m * params_.party_wall_m;
    double largest_m3 = 0;
    city_.buildings->index.in_box(
        shapes.boxes[b].grown(params_.party_wall_m), [&](std::uint32_t other) {
          if (other == b || (*city_.buildings)[other].obstacle_only) return;
          const double most_m3 = own_question(other).most_m3;
          if (most_m3 > largest_m3 && distance2_m2(shapes, b, shapes, other, limit2) < limit2)
            largest_m3 = most_m3;
        });
    asked.most_m3 += largest_m3;
    return asked;
  }

  FlowCase flow_case(std::uint32_t b) const {
    const Building& building = (*city_.buildings)[b];
    FlowCase asked;
    asked.use = building.use;
    asked.structure = building.structure;
    asked.sprinklered = building.sprinklered.value_or(false);
    asked.footprint_m2 = area_m2(city_.buildings->shapes, b);
    asked.storeys_most = params_.unknown_storeys_most;
    if (building.storeys) {
      asked.storeys_least = asked.storeys_most =
          std::max(1.0, static_cast<double>(*building.storeys));
    } else if (building.height_m) {
      const double storeys = static_cast<double>(*building.height_m) / params_.storey_height_m;
      asked.storeys_least = std::max(1.0, std::floor(storeys));
      asked.storeys_most = std::max(1.0, std::ceil(storeys));
    }
    if (building.floor_area_m2) asked.floor_area_m2 = static_cast<double>(*building.floor_area_m2);
    asked.party_wall_m = params_.party_wall_m;
    asked.separation_m = separation_m(b);
    return asked;
  }

  /// To the next building, as far as the rules ask.
  std::optional<double> separation_m(std::uint32_t b) const {
    const auto& asked = params_.rules.iso_separation_m;
    const double within_m = std::max(params_.party_wall_m, asked.empty() ? 0 : asked.back());
    const Shapes& shapes = city_.buildings->shapes;
    double least2 = within_m * within_m;
    bool found = false;
    city_.buildings->index.in_box(shapes.boxes[b].grown(within_m), [&](std::uint32_t other) {
      if (other == b || (*city_.buildings)[other].obstacle_only) return;
      const double d2 = distance2_m2(shapes, b, shapes, other, least2);
      if (d2 < least2) least2 = d2, found = true;
    });
    return found ? std::optional(std::sqrt(least2)) : std::nullopt;
  }

  void find(std::uint32_t b, std::vector<Entry>& entries) const {
    const std::size_t before = entries.size();
    const Box& box = city_.buildings->shapes.boxes[b];
    const double reach =
        std::max(params_.credit_max_m, params_.suction_radius_m) + slack_.largest();
    city_.hydrants->index.in_box(box.grown(reach), [&](std::uint32_t h) {
      if (!sources_[h]) return;
      const Hydrant& hydrant = (*city_.hydrants)[h];
      const double distance = distance_m(city_.buildings->shapes, b, hydrant.at);
      const double margin = slack_((*city_.buildings)[b].origin, hydrant.origin);
      const bool from_main =
          hydrant.kind == HydrantKind::hydrant || hydrant.kind == HydrantKind::crane;
      const double most_m = from_main ? params_.credit_max_m : params_.suction_radius_m;
      if (distance - margin > most_m || distance + margin < params_.credit_min_m) return;
      Entry entry{Id<Hydrant>{h}, distance, *sources_[h]};
      const double at_worst_m = (distance + margin) * params_.rules.detour_most;
      const bool surely = at_worst_m <= most_m && distance - margin >= params_.credit_min_m;
      if (!surely) entry.source.least_lps = 0;
      grade_credit(params_.rules.credits, std::max(0.0, distance - margin), at_worst_m,
                   entry.source);
      if (entry.source.most_lps > 0) entries.push_back(entry);
    });
    std::sort(entries.begin() + std::ptrdiff_t(before), entries.end(),
              [&](const Entry& a, const Entry& c) {
                if (a.distance_m != c.distance_m) return a.distance_m < c.distance_m;
                return city_.hydrants->ids[a.hydrant.value] < city_.hydrants->ids[c.hydrant.value];
              });
  }

  const City& city_;
  const Params& params_;
  const FlowTable& table_;
  const Sources& sources_;
  const DistanceSlack& slack_;
  std::vector<WaterSource> counted_;
};

}  // namespace

std::span<const Param<WaterLedger::Params>> WaterLedger::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"credit_min_m", "a hydrant nearer to the building than this is not counted",
               &P::credit_min_m, 0, 50},
      Param<P>{"credit_max_m", "a hydrant farther from the building than this is not counted",
               &P::credit_max_m, 10, 2000},
      Param<P>{"suction_radius_m", "the same of a tank or a suction point", &P::suction_radius_m,
               10, 2000},
      Param<P>{"hydrant_flow_lps", "flow of a hydrant that nobody measured, at least",
               &P::hydrant_flow_lps, 0, 500},
      Param<P>{"hydrant_flow_most_lps", "flow that a hydrant counts for, at most",
               &P::hydrant_flow_most_lps, 1, 500},
      Param<P>{"branch_credit_hydrants", "hydrants of a branch main that count together",
               &P::branch_credit_hydrants, 1, 100},
      Param<P>{"least_pressure_mpa", "a hydrant known to have less pressure is not counted",
               &P::least_pressure_mpa, 0, 2},
      Param<P>{"storey_height_m", "height of a storey, where only storeys are known",
               &P::storey_height_m, 2, 10},
      Param<P>{"unknown_storeys_most", "storeys of a building of unknown height, at most",
               &P::unknown_storeys_most, 1, 100},
      Param<P>{"flow_plant_ab", "flow wanted by plants of hazard classes A and B, grades I and II",
               &P::flow_plant_ab},
      Param<P>{"flow_plant_c", "flow wanted by plants of hazard class C, grades I and II",
               &P::flow_plant_c},
      Param<P>{"flow_plant_de", "flow wanted by plants of hazard classes D and E, grades I and II",
               &P::flow_plant_de},
      Param<P>{"flow_store_ab", "flow wanted by stores of hazard classes A and B, grades I and II",
               &P::flow_store_ab},
      Param<P>{"flow_store_c", "flow wanted by stores of hazard class C, grades I and II",
               &P::flow_store_c},
      Param<P>{"flow_store_de", "flow wanted by stores of hazard classes D and E, grades I and II",
               &P::flow_store_de},
      Param<P>{"flow_dwelling", "flow wanted by dwellings, grades I and II", &P::flow_dwelling},
      Param<P>{"flow_civil", "flow wanted by public buildings, grades I and II", &P::flow_civil},
      Param<P>{"flow_civil_high", "flow wanted by public high-rise buildings", &P::flow_civil_high},
      Param<P>{"flow_works_bc_iii", "flow wanted by plants and stores B and C of grade III",
               &P::flow_works_bc_iii},
      Param<P>{"flow_works_de_iii", "flow wanted by plants and stores D and E of grade III",
               &P::flow_works_de_iii},
      Param<P>{"flow_civil_iii", "flow wanted by civil buildings of grade III", &P::flow_civil_iii},
      Param<P>{"flow_works_de_iv", "flow wanted by plants and stores D and E of grade IV",
               &P::flow_works_de_iv},
      Param<P>{"flow_civil_iv", "flow wanted by civil buildings of grade IV", &P::flow_civil_iv},
  };
  return params;
}

FlowTable flow_table(const Params& params) {
  FlowTable table;
  for (std::size_t row = 0; row < flow_row_count; ++row)
    table[row] = parse_flow_line(params.*rows[row], flow_row_key(static_cast<FlowRow>(row)));
  return table;
}

std::string_view flow_row_key(FlowRow row) {
  return row_keys[static_cast<std::size_t>(row)];
}

std::optional<WaterClass> computed_class(const Account& account) {
  const Verdict worst = verdict_of(account.at_worst);
  if (worst != verdict_of(account.at_best)) return std::nullopt;
  if (worst != Verdict::fail) return account.at_worst;
  return account.at_best == WaterClass::g0 ? WaterClass::g0 : WaterClass::g1;
}

std::optional<WaterClass> told_class(const Account& account) {
  return account.set ? account.set : computed_class(account);
}

std::string_view class_word(std::optional<WaterClass> water) {
  return water ? water_class_name(*water) : "unknown";
}

bool tells_flow_wanted(const Profile& profile) {
  return rule_value(profile, "water.flow_dwelling") != nullptr ||
         rule_value(profile, "water.flow_method") != nullptr;
}

bool WaterLedger::lacks_pressure(const Hydrant& hydrant, const Params& params) {
  if (hydrant.repaired) return false;
  if (hydrant.pressure_mpa)
    return static_cast<double>(*hydrant.pressure_mpa) < params.least_pressure_mpa;
  return hydrant.pressure_below_mpa && static_cast<double>(*hydrant.pressure_below_mpa) <=
                                           params.least_pressure_mpa + rounding_mpa;
}

WaterLedger::Result WaterLedger::run(const City& city, const Params& params, const Job& job) {
  check(params, id);
  const FlowTable table = flow_table(params);
  const Sources sources(city, params);
  const DistanceSlack slack(city, params.ignore_accuracy);
  const std::size_t count = city.buildings->size();
  Result result;
  result.hydrants = sources.all();
  result.simplified = sources.all_simplified();
  result.simplified_towns = !result.simplified && sources.any_simplified();
  result.buildings.resize(count);
  result.first.resize(count + 1);
  constexpr std::size_t chunk = 1024;
  std::vector<std::vector<Entry>> found((count + chunk - 1) / chunk);
  std::vector<Accountant> accountants(job.threads(),
                                      Accountant(city, params, table, sources, slack));
  parallel_for(job, count, chunk, translate("Accounting for the water"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 auto& entries = found[begin / chunk];
                 for (std::size_t b = begin; b < end; ++b) {
                   const std::size_t before = entries.size();
                   result.buildings[b] =
                       accountants[thread].account(static_cast<std::uint32_t>(b), entries);
                   result.first[b + 1] = static_cast<std::uint32_t>(entries.size() - before);
                 }
               });
  for (std::size_t b = 0; b < count; ++b) result.first[b + 1] += result.first[b];
  result.entries.reserve(result.first[count]);
  for (const auto& part : found)
    result.entries.insert(result.entries.end(), part.begin(), part.end());
  result.overrides =
      take_overrides(city, OverrideSubject::water,
                     {[&](std::uint32_t b) {
                        const Account& account = result.buildings[b];
                        return account.verdict == Verdict::not_applicable
                                   ? std::string()
                                   : std::string(class_word(computed_class(account)));
                      },
                      [&](std::uint32_t b) {
                        return water_inputs(city, params, result.buildings[b], result.of(b));
                      },
                      [&](std::uint32_t b, const VerdictOverride& forced) {
                        Account& account = result.buildings[b];
                        account.set = static_cast<WaterClass>(forced.verdict[1] - '0');
                        account.verdict = verdict_of(*account.set);
                      }});
  return result;
}

}  // namespace firebreak
