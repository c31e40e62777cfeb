#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/base/text.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Where the hydrants of a street stand too far apart along it (GB 50974-2014 7.2.5, on both sides
/// of wide roads 7.2.3; algorithms 2.6), and how many hydrants the built-up streets lack.
struct HydrantSpacing {
  static constexpr std::string_view id = "hydrant_spacing";

  /// Its parameters stand among those of the hydrants: `hydrants.spacing_m`.
  struct Params {
    double spacing_m = 120;
    double both_sides_width_m = 60;  ///< a wider road needs hydrants on either side
    double snap_m = 15;              ///< a hydrant this near to a street stands on it
    double built_up_m = 50;          ///< a street this near to a building is built-up
    bool exclude_doubtful = false;   ///< as the coverage has it (no own key)
    bool ignore_accuracy = false;    ///< `accuracy.ignore` (no own key)
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  enum class Side : std::uint8_t { whole, left, right, both };

  /// Touching stretches of one street from which the next hydrant is farther than half the spacing.
  struct Gap {
    std::string id;
    std::uint32_t road = 0;  ///< position of the road with most of it
    Side side = Side::whole;
    double red_m = 0;  ///< length of these stretches
    /// The whole way from hydrant to hydrant; at the end of a street from the last hydrant to it.
    /// None where no hydrant can be reached along the streets.
    std::optional<double> length_m;
    double limit_m = 0;  ///< of `length_m`: the spacing, at the end of a street half of it
    bool at_end = false;
    std::optional<Id<Hydrant>> from;
    std::optional<Id<Hydrant>> to;
    Verdict verdict = Verdict::fail;  ///< fail, marginal or unknown
    std::uint32_t buildings = 0;      ///< as near to it as makes a street built-up
    std::optional<Id<ManagementUnit>> unit;
  };

  /// How many hydrants are lacking, between two estimates: in number, as if those that stand could
  /// be moved, and to close the gaps, where they stay.
  struct Arrears {
    double street_m = 0;           ///< of the streets, a wide one once
    double unpiped_m = 0;          ///< of that without a main along it, where mains are given
    std::size_t needed_least = 0;  ///< street points of which no hydrant serves two
    std::size_t needed_most = 0;   ///< street by street, no hydrant shared at a corner
    std::size_t gaps_least = 0;    ///< places in failing gaps of which no hydrant serves two
    std::size_t gaps_most = 0;     ///< gap by gap, those without a sure verdict too
    std::size_t there = 0;         ///< hydrants that count on these streets
    std::size_t out_of_order = 0;  ///< beside them: defective, dry, blocked or missing
    std::size_t least() const { return needed_least > there ? needed_least - there : 0; }
    std::size_t most() const { return needed_most > there ? needed_most - there : 0; }
  };

  /// A built-up street, or the part of it in one unit, along which no main of the layers of mains
  /// runs: a hydrant there needs a main laid first.
  struct Unpiped {
    std::string id;
    std::uint32_t road = 0;  ///< position of the road with most of it
    double length_m = 0;     ///< of the parts without a main
    std::optional<Id<ManagementUnit>> unit;
  };

  struct Result {
    std::vector<Gap> gaps;  ///< failing ones first, then the longest red
    Shapes shapes;          ///< one feature of lines per gap
    double street_m = 0;    ///< built-up streets judged, a wide road once
    /// Per hydrant: the way along the streets to the next one; none for one that does not count,
    /// stands on no street or reaches no other.
    std::vector<std::optional<double>> next_m;
    std::size_t usable = 0;       ///< hydrants that count
    std::size_t off_streets = 0;  ///< of them those that stand on no street
    Arrears city;
    /// One per management unit, those below it included; last what lies in none. Empty without.
    std::vector<Arrears> units;
    /// Lacking in number: of the largest units together, since a town's surplus serves no other.
    std::size_t lacking_least = 0;
    std::size_t lacking_most = 0;
    bool mains_given = false;      ///< else nothing is said of streets without a main
    std::vector<Unpiped> unpiped;  ///< the longest first
    Shapes unpiped_shapes;         ///< one feature of lines per such street
  };

  /// Pure: the same city and parameters give the same result on any number of threads.
  ///
  /// Distances run along the roads that an engine can use. A gap fails if its length exceeds the
  /// limit by more than 1.5 sigma and more than 1.5 sigma of a length along its road is red; else
  /// it is marginal (product.md 7.7). One that would not fail if hydrants of unknown state worked
  /// is unknown.
  /// Throws `Error` (usage) for parameters out of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Layers `hydrant_spacing` and, where mains are given, `streets_without_main`; findings and
  /// figures.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               const Profile& profile);
};

/// The figures of one gap's verdict, as the columns of `hydrant_spacing` hold them.
struct SpacingReason {
  std::string_view from;  ///< ids of the hydrants at its ends; empty: there is none
  std::string_view to;
  std::optional<double> length_m;
  double limit_m = 0;
  double red_m = 0;
  bool one_side = false;
  Verdict verdict = Verdict::fail;
};

/// Why the gap is one, as true sentences with their figures, in the language named.
std::string reason_sentence(const SpacingReason& gap, Language in);

/// Adds the column `spacing_m` to the layer `hydrant_reach`, if it is among the tables.
void add_next_hydrant(std::vector<FeatureTable>& tables, const HydrantSpacing::Result& result);

}  // namespace firebreak
