#include "core/analysis/declared_params.hpp"

#include <array>
#include <utility>

#include "core/analysis/compounds.hpp"
#include "core/analysis/district_risk.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/water_ledger.hpp"

namespace firebreak {

namespace {

using Kind = DeclaredParam::Kind;

/// Stands in for the `Params` of an analysis, so that `assign` judges a value whose type is known
/// only at run time.
struct AnyParams {
  double number = 0;
  int whole = 0;
  bool truth = false;
  std::string words;
};

std::vector<std::string> parted(std::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    const auto bar = joined.find('|');
    parts.emplace_back(joined.substr(0, bar));
    joined = bar == std::string_view::npos ? std::string_view() : joined.substr(bar + 1);
  }
  return parts;
}

template <class P>
void declare(std::vector<DeclaredParam>& all, std::string_view analysis, const P& defaults) {
  for (const auto& param : P::schema()) {
    DeclaredParam out;
    out.analysis = analysis;
    out.key = std::string(analysis) + "." + std::string(param.key);
    out.help = param.help;
    out.min = param.min;
    out.max = param.max;
    out.fallback = value_of(defaults, param);
    if (std::holds_alternative<int P::*>(param.member))
      out.kind = Kind::whole;
    else if (std::holds_alternative<bool P::*>(param.member))
      out.kind = Kind::truth;
    else if (std::holds_alternative<std::string P::*>(param.member))
      out.kind = param.choices.empty() ? Kind::words : Kind::choice;
    if (out.kind == Kind::choice) out.choices = parted(param.choices);
    all.push_back(std::move(out));
  }
}

std::vector<DeclaredParam> all_params() {
  std::vector<DeclaredParam> all;
  declare(all, HydrantCoverage::id, HydrantCoverage::Params{});
  declare(all, HydrantCoverage::id, HydrantSpacing::Params{});
  declare(all, HydrantCoverage::id, HoseLay::Params{});
  declare(all, WaterLedger::id, WaterLedger::Params{});
  declare(all, Lanes::id, Lanes::Params{});
  declare(all, Lanes::id, Compounds::Params{});
  declare(all, DistrictRisk::id, DistrictRisk::Params{});
  DeclaredParam ignore;
  ignore.analysis = "accuracy";
  ignore.key = "accuracy.ignore";
  ignore.help = tr_key("judge the bare numbers, as if all positions were exact");
  ignore.kind = Kind::truth;
  ignore.fallback = false;
  all.push_back(std::move(ignore));
  return all;
}

}  // namespace

const std::vector<DeclaredParam>& declared_params() {
  static const std::vector<DeclaredParam> all = all_params();
  return all;
}

const char* analysis_title(std::string_view analysis) {
  if (analysis == HydrantCoverage::id) return tr_key("Hydrants");
  if (analysis == HydrantSpacing::id) return tr_key("Hydrant spacing along streets");
  if (analysis == HoseLay::id) return tr_key("Hose lay");
  if (analysis == WaterLedger::id) return tr_key("Water for each building");
  if (analysis == Lanes::id) return tr_key("Fire lanes");
  if (analysis == DistrictRisk::id) return tr_key("Dense old districts");
  if (analysis == "accuracy") return tr_key("Accuracy of the data");
  return "";
}

std::string choice_title(std::string_view key, const std::string& choice) {
  struct Title {
    std::string_view key, choice;
    const char* words;
  };
  static constexpr Title titles[] = {
      {"hydrants.metric", "euclid", tr_key("straight line")},
      {"hydrants.metric", "hose_route", tr_key("route of the hose")},
      {"hydrants.rule", "all", tr_key("all of the facade")},
      {"hydrants.rule", "any", tr_key("any point of it")},
      {"water.flow_method", "ifc_b105", tr_key("IFC appendix B")},
      {"water.flow_method", "iso_residential",
       tr_key("ISO for dwellings, IFC appendix B for others")},
      {"water.flow_method", "basic_flow", tr_key("basic flow by kind of building")},
      {"water.flow_method", "one_source", tr_key("one source that is large enough")},
      {"lanes.occasion", "always", tr_key("always")},
      {"lanes.occasion", "day", tr_key("by day")},
      {"lanes.occasion", "night", tr_key("by night")},
      {"lanes.occasion", "market", tr_key("on market days")},
      {"districts.block_roads", "streets", tr_key("streets")},
      {"districts.block_roads", "vehicle", tr_key("all that a car can use")},
      {"districts.block_roads", "all", tr_key("all ways")},
  };
  for (const Title& title : titles)
    if (title.key == key && title.choice == choice) return title.words;
  return choice;
}

void check_value(const DeclaredParam& param, const ParamValue& value) {
  std::string choices;
  for (const std::string& word : param.choices) choices += (choices.empty() ? "" : "|") + word;
  Param<AnyParams> any{param.key, param.help, &AnyParams::number, param.min, param.max, choices};
  if (param.kind == Kind::whole) any.member = &AnyParams::whole;
  if (param.kind == Kind::truth) any.member = &AnyParams::truth;
  if (param.kind == Kind::choice || param.kind == Kind::words) any.member = &AnyParams::words;
  AnyParams judged;
  assign(judged, any, param.key, value);
}

std::string_view unit_of_key(std::string_view key) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> endings{{
      {"_m2", "m²"},
      {"_m", "m"},
      {"_ha", "ha"},
      {"_percent", "%"},
      {"_s", "s"},
      {"_min", "min"},
      {"_lps", "L/s"},
      {"_mpa", "MPa"},
  }};
  for (const auto& [ending, unit] : endings)
    if (key.ends_with(ending)) return unit;
  return {};
}

}  // namespace firebreak
