#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/water_class.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/features.hpp"
#include "core/model/profile.hpp"

/// What codes other than the GB say of the flow that a building wants and of what a source counts
/// for: numbers that stand in the profiles of those codes alone.
namespace firebreak {

enum class FlowMethod : std::uint8_t {
  gb_table,         ///< GB 50974 table 3.3.2 (required_flow.hpp)
  ifc_b105,         ///< IFC appendix B: by floor area and type of construction
  iso_residential,  ///< ISO: dwellings by the distance to the next building; others as appendix B
  basic_flow,       ///< DVGW W 405: by kind of building
  one_source,       ///< Japan: one source that gives a fixed flow
};
/// "ifc_b105": the word of `water.flow_method`.
std::string_view flow_method_name(FlowMethod method);

/// A source up to so far away counts for no more than this.
struct CreditStep {
  double up_to_m = 0;
  double most_lps = 0;
  friend bool operator==(const CreditStep&, const CreditStep&) = default;
};

/// Columns of table B105.1(2): types of construction.
inline constexpr std::size_t ifc_type_count = 5;

struct FlowRules {
  FlowMethod method = FlowMethod::gb_table;
  std::vector<double> ifc_flows_lps;  ///< of the rows that the profile holds, rising
  /// By type: the largest area for each flow; the flow after the last one has no limit.
  std::array<std::vector<double>, ifc_type_count> ifc_areas_m2;
  double ifc_house_m2 = 0;  ///< a one- or two-family dwelling up to so large has a flow of its own
  double ifc_house_lps = 0;
  double ifc_house_sprinklered_lps = 0;
  double ifc_large_house_share = 1;      ///< of the table, in a larger one with sprinklers
  double ifc_sprinklered_share = 1;      ///< of the table, in another building with sprinklers …
  double ifc_nfpa13_lps = 0;             ///< … and not less than this, whatever the system
  double ifc_nfpa13r_lps = 0;            ///< … or this, with one of the residential kind
  std::vector<double> iso_separation_m;  ///< rising
  std::vector<double> iso_flows_lps;     ///< up to each of them, and beyond the last
  double basic_low_lps = 0;
  double basic_lps = 0;
  double basic_most_lps = 0;
  double source_lps = 0;            ///< what the one source gives
  std::vector<CreditStep> credits;  ///< nearest first; empty: the same at any distance
  double detour_most = 1;           ///< of the hose against the straight line, at worst
  double least_source_lps = 0;      ///< a source known to give less counts for nothing
  double most_points = 0;           ///< weak sources may give the flow together if so many; 0: any
  double full_main_mm = 150;        ///< of an unmeasured hydrant: from here it gives the most …
  double least_main_mm = 100;       ///< … and below this perhaps nothing; 0: mains tell nothing
  friend bool operator==(const FlowRules&, const FlowRules&) = default;
};

/// What the profile says; GB where it names no method. Throws `Error` (usage) for a method that
/// does not exist, a number that is missing for it, or rows that do not fit each other.
FlowRules flow_rules(const Profile& profile);

/// Every key that `flow_rules` reads, for the lists of known keys.
std::vector<std::string_view> flow_rule_keys();

/// Puts those that the method uses into the list of a run's parameters, and takes out the rows of
/// the GB table where it is not used.
void list_flow_rules(const Profile& profile, FlowMethod method, std::vector<UsedParameter>& used);

/// The key whose clause stands behind the figures of a run.
std::string_view flow_method_key(FlowMethod method);

/// The steps that two rows of feet and gallons a minute make; empty if one of them is. Throws
/// `Error` (usage) for rows of different lengths.
std::vector<CreditStep> credit_steps(std::string_view feet, std::string_view gallons);

/// What a source counts for at a distance: at worst as far as `at_worst_m`, at best as near as
/// `at_best_m`.
void grade_credit(std::span<const CreditStep> steps, double at_best_m, double at_worst_m,
                  WaterSource& source);

/// What is known of a building, for the methods other than the GB table.
struct FlowCase {
  Use use = Use::unknown;
  Structure structure = Structure::unknown;
  bool sprinklered = false;  ///< by the data; else no reduction is granted
  double footprint_m2 = 0;
  double storeys_least = 1;
  double storeys_most = 1;
  std::optional<double> floor_area_m2;  ///< as declared
  std::optional<double> separation_m;   ///< to the next building; empty: farther than any rule asks
  double party_wall_m = 0.6;            ///< nearer than this they adjoin
};

/// Litres per second: one number where the case is known well enough, else least and most.
struct FlowNeed {
  double least_lps = 0;
  double most_lps = 0;
  std::string_view key;  ///< the parameter that `most_lps` comes from
  friend bool operator==(const FlowNeed&, const FlowNeed&) = default;
};

/// For every method but the GB table. The type of construction is each that the material allows;
/// a flow between two rows of a table that the profile holds is between theirs.
FlowNeed flow_need(const FlowRules& rules, const FlowCase& asked);

}  // namespace firebreak
