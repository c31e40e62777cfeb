#include "core/analysis/flow_rules.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/analysis/required_flow.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace firebreak {

namespace {

constexpr double lps_per_gpm = 3.785411784 / 60;
constexpr double m_per_ft = 0.3048;
constexpr double m2_per_ft2 = m_per_ft * m_per_ft;

constexpr std::array<std::string_view, 5> method_names{"gb_table", "ifc_b105", "iso_residential",
                                                       "basic_flow", "one_source"};
constexpr std::string_view method_key = "water.flow_method";
constexpr std::array<std::string_view, ifc_type_count> area_keys{
    "water.ifc_area_ia_ib_ft2", "water.ifc_area_iia_iiia_ft2", "water.ifc_area_iv_va_ft2",
    "water.ifc_area_iib_iiib_ft2", "water.ifc_area_vb_ft2"};
constexpr std::string_view house_key = "water.ifc_house_gpm";
constexpr std::string_view sprinklered_house_key = "water.ifc_house_sprinklered_gpm";
constexpr std::string_view iso_key = "water.iso_flows_gpm";

/// A key with what it means, and the methods that read it.
struct RuleKey {
  std::string_view key;
  const char* help;
  unsigned methods;  ///< a bit each, by number
};
constexpr unsigned ifc = 1U << 1U, iso = 1U << 2U, basic = 1U << 3U, one_source = 1U << 4U;
constexpr unsigned by_floor_area = ifc | iso, every = by_floor_area | basic | one_source;
constexpr RuleKey rule_keys[] = {
    {method_key, tr_key("how the flow wanted is found"), every},
    {"water.ifc_flows_gpm", tr_key("flows of the rows of table B105.1(2)"), by_floor_area},
    {area_keys[0], tr_key("largest area for each of these flows, types IA and IB"), by_floor_area},
    {area_keys[1], tr_key("largest area for each of these flows, types IIA and IIIA"),
     by_floor_area},
    {area_keys[2], tr_key("largest area for each of these flows, types IV and VA"), by_floor_area},
    {area_keys[3], tr_key("largest area for each of these flows, types IIB and IIIB"),
     by_floor_area},
    {area_keys[4], tr_key("largest area for each of these flows, type VB"), by_floor_area},
    {"water.ifc_house_ft2",
     tr_key("largest area of a one- or two-family dwelling with a flow of its own"), by_floor_area},
    {house_key, tr_key("flow wanted by such a dwelling"), by_floor_area},
    {sprinklered_house_key, tr_key("flow wanted by such a dwelling with sprinklers"),
     by_floor_area},
    {"water.ifc_large_house_share",
     tr_key("share of the flow wanted by a larger dwelling with sprinklers"), by_floor_area},
    {"water.ifc_sprinklered_share",
     tr_key("share of the flow wanted by another building with sprinklers"), by_floor_area},
    {"water.ifc_nfpa13_gpm", tr_key("least flow wanted by a building with sprinklers by NFPA 13"),
     by_floor_area},
    {"water.ifc_nfpa13r_gpm", tr_key("least flow wanted by a building with sprinklers by NFPA 13R"),
     by_floor_area},
    {"water.iso_separation_ft", tr_key("distances to the next building that part the flows"), iso},
    {iso_key, tr_key("flow wanted by a dwelling up to each of these distances, and beyond"), iso},
    {"water.basic_flow_low_lps", tr_key("flow wanted by low detached dwellings"), basic},
    {"water.basic_flow_lps", tr_key("flow wanted by other buildings"), basic},
    {"water.basic_flow_most_lps", tr_key("largest flow wanted, for works"), basic},
    {"water.source_flow_lps", tr_key("flow that one source has to give"), one_source},
    {"water.credit_ft", tr_key("distances up to which a source counts for less and less"), every},
    {"water.credit_gpm", tr_key("flow that a source counts for up to each of these distances"),
     every},
    {"water.detour_most", tr_key("length of the hose against the straight line, at worst"), every},
    {"water.least_source_lps", tr_key("a source known to give less than this is not counted"),
     every},
    {"water.most_points",
     tr_key("sources that may give the flow wanted together where they are weak, at most"), basic},
    {"water.full_main_mm", tr_key("main from which a hydrant that nobody measured gives the most"),
     every},
    {"water.least_main_mm",
     tr_key("main below which a hydrant that nobody measured may give nothing"), every}};

bool used_by(const RuleKey& rule, FlowMethod method) {
  return (rule.methods >> static_cast<unsigned>(method) & 1U) != 0;
}

/// Rising or falling numbers parted by blanks.
std::vector<double> parsed_row(std::string_view words, std::string_view key) {
  std::vector<double> row;
  const char* at = words.data();
  const char* const end = words.data() + words.size();
  while (true) {
    while (at != end && *at == ' ') ++at;
    if (at == end) return row;
    double number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    if (error != std::errc() || !(number > 0 && number < 1e9) || (after != end && *after != ' '))
      throw Error(ErrorKind::usage, "{} = \"{}\": numbers parted by blanks are wanted.", key,
                  words);
    row.push_back(number);
    at = after;
  }
}

/// What a profile says key by key.
class Reading {
 public:
  explicit Reading(const Profile& profile) : profile_(profile) {}

  std::string words(std::string_view key) const {
    const ProfileValue* value = rule_value(profile_, key);
    if (value == nullptr) return {};
    const auto* words = std::get_if<std::string>(&value->value);
    if (words == nullptr) throw Error(ErrorKind::usage, "{}: a text in quotes is wanted.", key);
    return *words;
  }
  double number(std::string_view key, std::optional<double> otherwise = {}) const {
    const ProfileValue* value = rule_value(profile_, key);
    if (value == nullptr && otherwise) return *otherwise;
    const auto* number = value == nullptr ? nullptr : std::get_if<double>(&value->value);
    if (number == nullptr || !(*number >= 0 && *number < 1e6))
      throw Error(ErrorKind::usage, "The flow wanted needs the number {} in the profile.", key);
    return *number;
  }
  std::vector<double> row(std::string_view key, double unit) const {
    std::vector<double> row = parsed_row(words(key), key);
    if (row.empty())
      throw Error(ErrorKind::usage, "The flow wanted needs the row {} in the profile.", key);
    for (double& number : row) number *= unit;
    return row;
  }

 private:
  const Profile& profile_;
};

[[noreturn]] void unfit(std::string_view key) {
  throw Error(ErrorKind::usage, "{}: the numbers of this row do not fit those beside it.", key);
}

void read_ifc(const Reading& reading, FlowRules& rules) {
  rules.ifc_flows_lps = reading.row("water.ifc_flows_gpm", lps_per_gpm);
  if (!std::ranges::is_sorted(rules.ifc_flows_lps)) unfit("water.ifc_flows_gpm");
  for (std::size_t type = 0; type < ifc_type_count; ++type) {
    std::vector<double>& areas = rules.ifc_areas_m2[type];
    areas = reading.row(area_keys[type], m2_per_ft2);
    if (!std::ranges::is_sorted(areas) || areas.size() >= rules.ifc_flows_lps.size())
      unfit(area_keys[type]);
  }
  rules.ifc_house_m2 = reading.number("water.ifc_house_ft2") * m2_per_ft2;
  rules.ifc_house_lps = reading.number(house_key) * lps_per_gpm;
  rules.ifc_house_sprinklered_lps = reading.number(sprinklered_house_key) * lps_per_gpm;
  rules.ifc_large_house_share = reading.number("water.ifc_large_house_share");
  rules.ifc_sprinklered_share = reading.number("water.ifc_sprinklered_share");
  rules.ifc_nfpa13_lps = reading.number("water.ifc_nfpa13_gpm") * lps_per_gpm;
  rules.ifc_nfpa13r_lps = reading.number("water.ifc_nfpa13r_gpm") * lps_per_gpm;
}

/// Types of construction that a load-bearing material may be of, as columns of the table. Whether
/// steel is protected, or floors are of timber behind masonry, stands in no data.
std::span<const std::size_t> types_of(Structure structure) {
  static constexpr std::size_t ia = 0, iia = 1, iv = 2, iib = 3, vb = 4;
  static constexpr std::array concrete{ia, iia};
  static constexpr std::array steel{ia, iia, iib};
  static constexpr std::array masonry{iia, iib};
  static constexpr std::array light_metal{iib};
  static constexpr std::array timber{iv, vb};
  static constexpr std::array any{ia, iia, iv, iib, vb};
  switch (structure) {
    case Structure::rc:
    case Structure::steel_rc:
      return concrete;
    case Structure::steel:
      return steel;
    case Structure::brick_concrete:
    case Structure::brick_timber:
    case Structure::masonry:
    case Structure::stone:
      return masonry;
    case Structure::sheet_sandwich:
      return light_metal;
    case Structure::timber:
    case Structure::bamboo:
    case Structure::earth_timber:
    case Structure::shack:
      return timber;
    case Structure::unknown:
    case Structure::cave:
    case Structure::mixed:
      return any;
  }
  return any;
}

struct AreaSpan {
  double least_m2 = 0;
  double most_m2 = 0;
};

/// The area that counts: all floors, of types IA and IB the three largest.
AreaSpan fire_area(const FlowCase& asked, bool three_floors) {
  const auto area = [&](double storeys) {
    const double all = asked.floor_area_m2.value_or(asked.footprint_m2 * storeys);
    return three_floors && storeys > 3 ? all * 3 / storeys : all;
  };
  const double a = area(asked.storeys_least), b = area(asked.storeys_most);
  return {std::min(a, b), std::max(a, b)};
}

/// Widens the need by another one.
void take_in(FlowNeed& need, const FlowNeed& other) {
  if (need.key.empty()) {
    need = other;
    return;
  }
  need.least_lps = std::min(need.least_lps, other.least_lps);
  if (other.most_lps > need.most_lps) need.most_lps = other.most_lps, need.key = other.key;
}

FlowNeed by_table(const FlowRules& rules, const FlowCase& asked) {
  FlowNeed need;
  for (const std::size_t type : types_of(asked.structure)) {
    const std::vector<double>& limits = rules.ifc_areas_m2[type];
    const AreaSpan area = fire_area(asked, type == 0);
    const auto row = [&](double m2) {
      return static_cast<std::size_t>(std::ranges::lower_bound(limits, m2) - limits.begin());
    };
    const std::size_t first = row(area.least_m2);
    take_in(need, {rules.ifc_flows_lps[first == 0 ? 0 : first - 1],
                   rules.ifc_flows_lps[row(area.most_m2)], area_keys[type]});
  }
  return need;
}

FlowNeed of_house(const FlowRules& rules, const FlowCase& asked) {
  const AreaSpan area = fire_area(asked, false);
  FlowNeed need;
  if (area.least_m2 <= rules.ifc_house_m2) {
    const double lps = asked.sprinklered ? rules.ifc_house_sprinklered_lps : rules.ifc_house_lps;
    take_in(need, {lps, lps, asked.sprinklered ? sprinklered_house_key : house_key});
  }
  if (area.most_m2 > rules.ifc_house_m2) {
    FlowNeed larger = by_table(rules, asked);
    if (asked.sprinklered) {
      larger.least_lps *= rules.ifc_large_house_share;
      larger.most_lps *= rules.ifc_large_house_share;
    }
    take_in(need, larger);
  }
  return need;
}

FlowNeed of_other(const FlowRules& rules, const FlowCase& asked) {
  FlowNeed need = by_table(rules, asked);
  if (!asked.sprinklered) return need;
  // By which standard the sprinklers were built stands in no data.
  need.least_lps = std::max(need.least_lps * rules.ifc_sprinklered_share,
                            std::min(rules.ifc_nfpa13_lps, rules.ifc_nfpa13r_lps));
  need.most_lps = std::max(need.most_lps * rules.ifc_sprinklered_share,
                           std::max(rules.ifc_nfpa13_lps, rules.ifc_nfpa13r_lps));
  return need;
}

FlowNeed by_separation(const FlowRules& rules, const FlowCase& asked) {
  const double gap = asked.separation_m.value_or(std::numeric_limits<double>::infinity());
  const auto at = std::ranges::lower_bound(rules.iso_separation_m, gap);
  const double lps =
      rules.iso_flows_lps[static_cast<std::size_t>(at - rules.iso_separation_m.begin())];
  return {lps, lps, iso_key};
}

enum class Dwelling : std::uint8_t { no, perhaps, house };
Dwelling dwelling(Use use) {
  switch (use) {
    case Use::house:
      return Dwelling::house;
    case Use::unknown:
    case Use::residential:
    case Use::ancillary:
      return Dwelling::perhaps;
    default:
      return Dwelling::no;
  }
}

FlowNeed by_area(const FlowRules& rules, const FlowCase& asked) {
  const bool by_gap = rules.method == FlowMethod::iso_residential;
  const Dwelling kind = dwelling(asked.use);
  FlowNeed need;
  if (kind != Dwelling::no)
    take_in(need, by_gap ? by_separation(rules, asked) : of_house(rules, asked));
  if (kind != Dwelling::house) take_in(need, of_other(rules, asked));
  return need;
}

FlowNeed by_kind(const FlowRules& rules, const FlowCase& asked) {
  constexpr double low_storeys = 3;
  const FlowNeed low{rules.basic_low_lps, rules.basic_low_lps, "water.basic_flow_low_lps"};
  FlowNeed need{rules.basic_lps, rules.basic_lps, "water.basic_flow_lps"};
  const bool works = asked.use == Use::industrial || asked.use == Use::storage;
  if (works) take_in(need, {rules.basic_lps, rules.basic_most_lps, "water.basic_flow_most_lps"});
  const bool detached = !asked.separation_m || *asked.separation_m >= asked.party_wall_m;
  const bool home = asked.use == Use::house || asked.use == Use::residential;
  const bool perhaps_home = home || asked.use == Use::unknown || asked.use == Use::ancillary;
  if (!detached || !perhaps_home || asked.storeys_least > low_storeys) return need;
  if (home && asked.storeys_most <= low_storeys) return low;
  take_in(need, low);
  return need;
}

}  // namespace

std::string_view flow_method_name(FlowMethod method) {
  return method_names[static_cast<std::size_t>(method)];
}

std::string_view flow_method_key(FlowMethod method) {
  switch (method) {
    case FlowMethod::gb_table:
      return "water.flow_civil";
    case FlowMethod::ifc_b105:
      return "water.ifc_flows_gpm";
    case FlowMethod::iso_residential:
      return iso_key;
    case FlowMethod::basic_flow:
      return "water.basic_flow_lps";
    case FlowMethod::one_source:
      return "water.source_flow_lps";
  }
  return {};
}

std::vector<std::string_view> flow_rule_keys() {
  std::vector<std::string_view> keys;
  for (const RuleKey& rule : rule_keys) keys.push_back(rule.key);
  return keys;
}

void list_flow_rules(const Profile& profile, FlowMethod method, std::vector<UsedParameter>& used) {
  if (method == FlowMethod::gb_table) return;
  std::erase_if(used, [](const UsedParameter& parameter) {
    return parameter.key.starts_with("water.flow_") && parameter.key != method_key;
  });
  for (const RuleKey& rule : rule_keys)
    if (const ProfileValue* value = rule_value(profile, rule.key);
        value != nullptr && used_by(rule, method))
      used.push_back({std::string(rule.key), rule.help, *value});
}

FlowRules flow_rules(const Profile& profile) {
  const Reading reading(profile);
  FlowRules rules;
  const std::string method = reading.words(method_key);
  if (!method.empty()) {
    const auto found = std::ranges::find(method_names, method);
    if (found == method_names.end())
      throw Error(ErrorKind::usage, "{} = {} is not one of {}.", method_key, method,
                  fmt::format("{}", fmt::join(method_names, ", ")));
    rules.method = static_cast<FlowMethod>(found - method_names.begin());
  }
  const bool by_gap = rules.method == FlowMethod::iso_residential;
  if (by_gap || rules.method == FlowMethod::ifc_b105) read_ifc(reading, rules);
  if (by_gap) {
    rules.iso_separation_m = reading.row("water.iso_separation_ft", m_per_ft);
    rules.iso_flows_lps = reading.row(iso_key, lps_per_gpm);
    if (!std::ranges::is_sorted(rules.iso_separation_m) ||
        rules.iso_flows_lps.size() != rules.iso_separation_m.size() + 1)
      unfit(iso_key);
  }
  if (rules.method == FlowMethod::basic_flow) {
    rules.basic_low_lps = reading.number("water.basic_flow_low_lps");
    rules.basic_lps = reading.number("water.basic_flow_lps");
    rules.basic_most_lps = reading.number("water.basic_flow_most_lps");
    rules.most_points = reading.number("water.most_points", 0);
  }
  if (rules.method == FlowMethod::one_source)
    rules.source_lps = reading.number("water.source_flow_lps");
  rules.credits = credit_steps(reading.words("water.credit_ft"), reading.words("water.credit_gpm"));
  rules.detour_most = std::max(1.0, reading.number("water.detour_most", rules.detour_most));
  rules.least_source_lps = reading.number("water.least_source_lps", rules.source_lps);
  rules.full_main_mm = reading.number("water.full_main_mm", rules.full_main_mm);
  rules.least_main_mm = reading.number("water.least_main_mm", rules.least_main_mm);
  return rules;
}

std::vector<CreditStep> credit_steps(std::string_view feet, std::string_view gallons) {
  const std::vector<double> far = parsed_row(feet, "water.credit_ft");
  const std::vector<double> flows = parsed_row(gallons, "water.credit_gpm");
  if (far.empty() || flows.empty()) return {};
  if (far.size() != flows.size() || !std::ranges::is_sorted(far)) unfit("water.credit_gpm");
  std::vector<CreditStep> steps;
  for (std::size_t i = 0; i < far.size(); ++i)
    steps.push_back({far[i] * m_per_ft, flows[i] * lps_per_gpm});
  return steps;
}

void grade_credit(std::span<const CreditStep> steps, double at_best_m, double at_worst_m,
                  WaterSource& source) {
  if (steps.empty()) return;
  const auto most = [&](double far_m) {
    const auto step = std::ranges::lower_bound(steps, far_m, {}, &CreditStep::up_to_m);
    return step == steps.end() ? 0 : step->most_lps;
  };
  source.least_lps = std::min(source.least_lps, most(at_worst_m));
  source.most_lps = std::min(source.most_lps, most(at_best_m));
}

FlowNeed flow_need(const FlowRules& rules, const FlowCase& asked) {
  switch (rules.method) {
    case FlowMethod::gb_table:
      return {};
    case FlowMethod::ifc_b105:
    case FlowMethod::iso_residential:
      return by_area(rules, asked);
    case FlowMethod::basic_flow:
      return by_kind(rules, asked);
    case FlowMethod::one_source:
      return {rules.source_lps, rules.source_lps, flow_method_key(rules.method)};
  }
  return {};
}

}  // namespace firebreak
