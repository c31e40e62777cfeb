#pragma once

#include <string>
#include <vector>

#include "core/analysis/planned_edits.hpp"
#include "core/analysis/result_rows.hpp"

namespace firebreak {

/// What of a building changed between two runs.
enum class Changed : std::uint8_t { hydrant_rule, coverage, water, cut_off, front_lane, risk };

/// Says why the state of a building changed: the figures of both runs that decide it, and the edits
/// that moved them. Looks into the runs.
class ChangeReasons {
 public:
  ChangeReasons(const ComparedRun& base, const ComparedRun& plan, Language in);

  struct Why {
    std::string sentence;
    std::string edited;  ///< ids of all that was edited, joined by ", "; empty: none is known
  };
  /// Rows of `building_risk` in the two runs.
  Why why(Changed what, std::size_t base_row, std::size_t plan_row) const;

 private:
  /// One run with its tables by id.
  struct Run {
    explicit Run(const Assessment& run)
        : buildings(table_in(run, "building_risk"), "building_id"),
          lanes(table_in(run, "fire_lanes"), "lane_id") {}
    RowsById buildings;
    RowsById lanes;
  };
  using Edits = std::vector<const PlannedEdit*>;

  /// A person had set the verdict, which the plan's edits undo.
  bool overridden_before(Changed what, std::size_t base_row, std::size_t plan_row) const;
  std::string hydrant_sentence(std::size_t base_row, std::size_t plan_row) const;
  std::string water_sentence(std::size_t base_row, std::size_t plan_row) const;
  std::string way_sentence(std::size_t base_row, std::size_t plan_row) const;
  std::string front_sentence(std::size_t base_row, std::size_t plan_row) const;
  std::string risk_sentence(std::size_t base_row, std::size_t plan_row) const;
  std::string lane_pair(std::string_view before, std::string_view after) const;
  std::string lane_name(std::string_view id) const;
  std::string width_words(const Run& run, std::string_view id) const;

  Edits water_edits(std::size_t base_row, std::size_t plan_row) const;
  Edits lane_edits(std::string_view column, std::size_t base_row, std::size_t plan_row) const;
  Edits any_edits(std::size_t plan_row) const;
  /// The edit of a station or a lane that is nearest to the building, however far.
  Edits nearest_way(std::size_t plan_row) const;
  /// "12", or that it is not known.
  std::string figure(const Run& run, std::size_t row, std::string_view column) const;
  std::string unknown_number() const;

  Run base_;
  Run plan_;
  Language in_;
  double radius_m_;
  double beside_lane_m_;  ///< what stands farther from a lane does not narrow it
  std::vector<PlannedEdit> edits_;
};

}  // namespace firebreak
