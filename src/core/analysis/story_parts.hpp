#pragma once

#include <optional>
#include <string_view>

#include "core/analysis/story.hpp"
#include "core/model/cells.hpp"

/// The parts of a building's story, each a file of its own.
namespace firebreak {

/// The first row of a table, asked by column name.
class FirstRow {
 public:
  explicit FirstRow(const FeatureTable& table) : table_(table) {}

  std::optional<std::string_view> words(std::string_view name) const {
    return table_.rows() > 0 ? word_in(table_, name, 0) : std::nullopt;
  }
  std::optional<double> number(std::string_view name) const {
    return table_.rows() > 0 ? number_in(table_, name, 0) : std::nullopt;
  }

 private:
  const FeatureTable& table_;
};

/// Adds the rule behind a parameter to those that a part rests on, where the run used it.
void cite(const RunRecord& record, std::string_view key, StoryPart& part, Language in);

/// Its hydrants, the hose to it and its water; without sentences where the run did not judge them.
StoryPart water_part(const StoryRows& rows, const RunRecord& record, Language in);
/// How an engine comes near, and the lane in front; `way` is null where it was not followed.
StoryPart way_part(const FirstRow& row, const FirstRow& front, const FirstRow& narrowest,
                   const RunRecord& record, const WayTold* way, Language in);
/// The street block that it stands in: its risk index and what that is made of.
StoryPart district_part(const FirstRow& row, const FirstRow& zone, const FeatureTable& blocks,
                        const RunRecord& record, Language in);

}  // namespace firebreak
