#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/flow_rules.hpp"
#include "core/analysis/overrides.hpp"
#include "core/analysis/water_class.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/base/text.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Whether enough water reaches each building, and what if one source fails: required flow, the
/// sources that may be counted, and the class G0 to G3 (algorithms 2.4; GB 50974-2014 3.3.2, 6.1.5,
/// 7.3.2). The radius of the code is judged apart from it (`HydrantCoverage`).
struct WaterLedger {
  static constexpr std::string_view id = "water";

  struct Params {
    double credit_min_m = 5;    ///< a nearer hydrant is not counted: too near the fire
    double credit_max_m = 150;  ///< a farther one is not either
    double suction_radius_m = 150;
    double hydrant_flow_lps = 10;       ///< of a hydrant whose flow nobody measured, at least
    double hydrant_flow_most_lps = 15;  ///< … and at most; no hydrant counts for more
    int branch_credit_hydrants = 1;
    double least_pressure_mpa = 0.1;  ///< a hydrant known to have less is not counted
    double party_wall_m = 0.6;        ///< as the coverage has it (no own key)
    double storey_height_m = 3;
    double unknown_storeys_most = 6;  ///< of a building of which nothing tells the height
    std::string flow_plant_ab = "15 15 20 25 30 35";
    std::string flow_plant_c = "15 15 20 25 30 40";
    std::string flow_plant_de = "15 15 15 15 15 20";
    std::string flow_store_ab = "15 15 25 25 - -";
    std::string flow_store_c = "15 15 25 25 35 45";
    std::string flow_store_de = "15 15 15 15 15 20";
    std::string flow_dwelling = "15 15 15 15 15 15";
    std::string flow_civil = "15 15 15 25 30 40";
    std::string flow_civil_high = "- - - 25 30 40";
    std::string flow_works_bc_iii = "15 20 30 40 45 -";
    std::string flow_works_de_iii = "15 15 15 20 25 35";
    std::string flow_civil_iii = "15 15 20 25 30 -";
    std::string flow_works_de_iv = "15 15 20 25 - -";
    std::string flow_civil_iv = "15 15 20 25 - -";
    bool exclude_doubtful = false;  ///< as the coverage has it (no own key)
    bool ignore_accuracy = false;   ///< `accuracy.ignore` (no own key)
    FlowRules rules{};              ///< what the profile alone says (no own keys)
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// A hydrant that may be counted for a building.
  struct Entry {
    Id<Hydrant> hydrant;
    double distance_m = 0;  ///< to the nearest wall
    WaterSource source;
  };

  struct Account {
    RequiredFlow required;
    std::string_view required_key;  ///< the parameter that the most comes from
    WaterSupply worst;
    WaterSupply best;
    WaterClass at_worst = WaterClass::g0;
    WaterClass at_best = WaterClass::g0;
    Verdict verdict = Verdict::not_applicable;  ///< unknown where worst and best disagree
    std::optional<WaterClass> set;      ///< by a person, in place of what worst and best say
    std::uint32_t sources = 0;          ///< that count at best
    std::uint32_t private_sources = 0;  ///< of them private ones
    std::uint32_t on_branch = 0;        ///< of them the most that may hang on one branch main
    std::uint32_t simplified = 0;       ///< of them those in towns of which no hydrant has a flow
  };

  struct Result {
    std::vector<Account> buildings;       ///< one per building of the city
    std::vector<std::uint32_t> first{0};  ///< building b has entries [first[b], first[b + 1])
    std::vector<Entry> entries;           ///< nearest first
    /// One per hydrant: what it gives wherever it stands; none for one that counts nowhere.
    std::vector<std::optional<WaterSource>> hydrants;
    std::vector<OverrideOutcome> overrides;  ///< of those about the water
    /// No hydrant of the data has a flow, working or not: number, diameter and state alone tell,
    /// and mains of unknown layout are taken as rings (simplified account).
    bool simplified = false;
    /// Some have, but none of a town (a largest management unit): there it is reckoned so.
    bool simplified_towns = false;

    std::span<const Entry> of(std::size_t building) const {
      return std::span(entries).subspan(first[building], first[building + 1] - first[building]);
    }
  };

  /// Pure: the same city and parameters give the same result on any number of threads.
  ///
  /// A hydrant whose distance is within 1.5 sigma of a bound, or whose state is unknown, counts at
  /// best only. Of one known to give less than a figure, that figure is the most; one that a plan
  /// repairs gives what it gave, or what an unmeasured one does if that is more. Of an unmeasured
  /// hydrant the diameter of its main tells: from 150 mm it gives the most, under 100 mm perhaps
  /// nothing. Throws `Error` (usage) for parameters out of range or a row that is none,
  /// `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Whether a hydrant is known to have too little pressure to be counted.
  static bool lacks_pressure(const Hydrant& hydrant, const Params& params);

  /// Columns of `building_risk`, table `water_ledger`, figures, notices. `in_area`: one flag per
  /// building, 1 = the figures count it; empty: all.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               const Profile& profile, std::span<const std::uint8_t> in_area);
};

/// What each hydrant counts for, as columns of the table `hydrant_reach`: with them a result tells
/// the account of any building by itself (water_account.hpp).
void add_credits(std::vector<FeatureTable>& tables, const City& city,
                 const WaterLedger::Result& result);

/// The class that an account comes to: where worst and best fail alike, whether there is any source
/// at best; none where they disagree.
std::optional<WaterClass> computed_class(const WaterLedger::Account& account);
/// The class told: the one that a person set, else the computed one.
std::optional<WaterClass> told_class(const WaterLedger::Account& account);
/// Its word: "G0" … "G3", "unknown".
std::string_view class_word(std::optional<WaterClass> water);

/// The rows of the parameters as a table. Throws `Error` (usage) that names the row.
FlowTable flow_table(const WaterLedger::Params& params);

/// The key of a row: "water.flow_dwelling".
std::string_view flow_row_key(FlowRow row);

/// True if the profile says how much water a building wants.
bool tells_flow_wanted(const Profile& profile);

/// The figures of one building's account, as the columns of `building_risk` hold them.
struct WaterReason {
  std::string_view water_class;  ///< "G0" … "G3", "unknown"; as computed
  OverrideTold override_{};      ///< where a person set another; else empty
  bool confirmed = true;         ///< the clause of the flow wanted is
  bool use_known = true;
  double required_least_lps = 0;
  double required_lps = 0;
  double available_lps = 0;  ///< at worst
  double available_most_lps = 0;
  double remaining_lps = 0;  ///< at worst, without the largest source
  std::uint32_t sources = 0;
  std::uint32_t on_branch = 0;
  std::uint32_t simplified = 0;
  int branch_hydrants = 1;  ///< of those that many count
};

/// "15", or "15 to 25" where the two are printed differently.
std::string least_to_most(double least, double most, Language in);

/// Why the class is what it is, as one true sentence with its figures, in the language named.
std::string reason_sentence(const WaterReason& figures, Language in);

}  // namespace firebreak
