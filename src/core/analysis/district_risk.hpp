#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/block_index.hpp"
#include "core/analysis/exposure.hpp"
#include "core/analysis/fire_class.hpp"
#include "core/analysis/fire_clusters.hpp"
#include "core/analysis/gap_graph.hpp"
#include "core/analysis/street_blocks.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Dense old districts: which quarters burn as one, are hard to get into and short of water
/// (algorithms 4.1 to 4.6). A screening index with its parts in sight, never a verdict by a code:
/// no code has a number for a dangerous district.
struct DistrictRisk {
  static constexpr std::string_view id = "districts";
  static constexpr std::string_view title = "Dense old districts";

  struct Params {
    double threshold = 60;  ///< blocks with this index or more form zones
    double smallest_zone_ha = 1;
    double zone_min_bcr_share = 0.10;  ///< a thinly built block is in no zone, whatever its index
    int old_year = 1980;
    double gap_limit_m = 6;
    double narrow_lane_m = 4;
    double reach_timber_m = 12;
    double reach_fire_retarded_m = 6;
    double reach_quasi_m = 3;
    double reach_factor = 1;  ///< 1.5 for a large fire or strong wind
    int min_donors = 10;
    int smallest_base = 20;  ///< buildings a block is counted as, at least, for its burned share
    double indicative_below_share = 0.6;
    std::string block_roads = "streets";
    double block_min_m2 = 400;
    double block_max_ha = 25;
    double grid_m = 250;
    double spread_weight = 0.40;
    double access_weight = 0.35;
    double exposure_weight = 0.25;
    double bcr_weight = 0.15;
    double bcr_low_share = 0.20;
    double bcr_high_share = 0.60;
    double gaps_weight = 0.10;
    double gaps_low_share = 0.20;
    double gaps_high_share = 0.90;
    double timber_weight = 0.10;
    double timber_low_share = 0;
    double timber_high_share = 0.40;
    double fireproof_weight = 0.10;
    double incombustible_low_percent = 40;   ///< F at which a burn-out is near certain
    double incombustible_high_percent = 70;  ///< F at which there is nearly none
    double burned_weight = 0.20;
    double burned_weight_unclassed = 0.15;
    double burned_low_share = 0;
    double burned_high_share = 0.20;
    double narrow_weight = 0.08;
    double narrow_low_share = 0;
    double narrow_high_share = 0.60;
    double unreachable_weight = 0.09;
    double unreachable_low_share = 0;
    double unreachable_high_share = 0.30;
    double water_weight = 0.08;
    double water_low_share = 0;
    double water_high_share = 0.50;
    static std::span<const Param<Params>> schema();
    SpreadRule spread() const;
    /// The table of weights and anchors; other weights where no fire class is known.
    IndexRule index_rule(bool classes_known) const;
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// What other analyses found, if they ran. An absent one leaves its indicator out.
  struct Needs {
    std::optional<std::span<const Verdict>> hydrant;              ///< per building: hydrant rule
    std::optional<std::span<const std::optional<bool>>> cut_off;  ///< per building; empty = unknown
    std::optional<std::span<const std::optional<float>>> lane_width_m;  ///< per network segment
  };

  /// One street block. The ratios can be added up over blocks.
  struct Block {
    std::uint32_t buildings = 0;
    double floor_area_m2 = 0;
    std::optional<double> people;  ///< of the buildings that know theirs
    Ratio covered;                 ///< ground, m2
    Ratio tight;                   ///< buildings
    Ratio timber;                  ///< ground of classes 3 and 4, of that without `large_m2`
    Ratio old;                     ///< floor area of known year, m2
    Ratio narrow;                  ///< lane length of known width, m
    Ratio cut_off;                 ///< people, or buildings where people are unknown
    Ratio uncovered;               ///< weight of the buildings judged
    Ratio imputed;                 ///< floor area whose class comes from donors or the rule
    Ratio by_default;              ///< floor area whose class comes from the rule
    std::optional<double> fireproof_share;
    double burned_share = 0;  ///< see `Indicator::burned_share`
    IndexResult index;
    std::optional<std::uint32_t> zone;
  };

  /// A union of adjoining blocks with an index at or above the threshold.
  struct Zone {
    std::string id;  ///< hash of the block ids
    std::vector<std::uint32_t> blocks;
    double area_m2 = 0;
    double score = 0;     ///< mean of the blocks' index by area
    double coverage = 0;  ///< mean of the blocks' coverage by area
    std::uint32_t buildings = 0;
    std::uint32_t key_sites = 0;
    std::uint32_t largest_cluster = 0;  ///< buildings of the largest cluster with a member here
    double expected_loss_m2 = 0;        ///< one ignition in a building of the zone drawn at random
    bool indicative = false;            ///< coverage under the limit, or most classes imputed
    Block sum;                          ///< ratios of all blocks together
  };

  struct Result {
    std::vector<Exposure> exposure;  ///< one per building
    std::vector<FireClass> classes;  ///< one per building
    bool classes_known = false;      ///< of half the built ground at least, from data
    NearestGaps gaps;
    FireClusters clusters;
    Texts cluster_ids;
    Shapes cluster_shapes;  ///< one per cluster of two or more, in their order
    StreetBlocks streets;
    std::vector<Block> blocks;  ///< one per street block
    std::vector<Zone> zones;    ///< worst first
    Shapes zone_shapes;
  };

  /// Pure: the same input gives the same result on any number of threads. Throws `Error` (usage)
  /// for parameters out of range, `Error` (internal) if an invariant fails, `Cancelled`.
  static Result run(const City& city, const Params& params, const Needs& needs, const Job& job);

  /// Columns of `building_risk`, layers `risk_zones`, `fire_clusters` and `street_blocks`, findings
  /// and figures.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               const Profile& profile);
};

}  // namespace firebreak
